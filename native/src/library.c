/* The library as a whole: version, words for errors, what is alive, the start state, digests. */
#include "internal.h"

#include <locale.h>
#include <stdio.h>

void ifz_noop(void)
{
}

uint32_t ifz_version(void)
{
	return IFZ_VERSION;
}

const char *ifz_status_name(ifz_status status)
{
	static const char *const names[] = {"ok", "E_ARGUMENT", "E_MEMORY", "E_HANDLE", "E_SPACE", "E_STATE", "E_SYSTEM", "E_LIMIT", "E_FORMAT", "E_CORRUPT"};
	int index = -(int)status;
	return index >= 0 && index < (int)(sizeof names / sizeof *names) ? names[index] : "?";
}

ifz_status ifz_live_count(ifz_live *out)
{
	if (!out)
		return IFZ_E_ARGUMENT;
	pthread_mutex_lock(&ifzi_lock);
	out->blocks = ifzi_handle_count(IFZI_BLOCK);
	out->retained = ifzi_handle_count(IFZI_RETAINED);
	out->callbacks = ifzi_handle_count(IFZI_CALLBACK);
	out->workers = ifzi_handle_count(IFZI_WORKER);
	out->canaries = ifzi_handle_count(IFZI_CANARY);
	pthread_mutex_unlock(&ifzi_lock);
	out->raw = ifzi_raw_live();
	return IFZ_OK;
}

void ifz_reset(void)
{
	/* Threads first: what they use comes after them. */
	ifzi_reset_late();
	ifzi_reset_workers();
	ifzi_reset_callbacks();
	ifzi_reset_retained();
	ifzi_reset_blocks();
	ifzi_reset_canaries();
	ifzi_reset_signals();
	ifzi_reset_globals();
	ifzi_reset_lock();
	ifzi_reset_borrowed();
	pthread_mutex_lock(&ifzi_lock);
	ifzi_handles_restart();
	pthread_mutex_unlock(&ifzi_lock);
}

uint64_t ifzi_digest_more(uint64_t state, const void *data, size_t size)
{
	const uint8_t *bytes = data;
	for (size_t i = 0; i < size; i++)
		state = (state ^ bytes[i]) * UINT64_C(0x100000001b3);
	return state;
}

uint64_t ifz_digest(const void *data, size_t size)
{
	return data || !size ? ifzi_digest_more(IFZI_DIGEST_START, data, size) : 0;
}

static locale_t s_c_locale;

static void make_c_locale(void)
{
	s_c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
}

int ifzi_format_list(char *out, size_t capacity, const char *format, va_list arguments)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, make_c_locale);
	locale_t before = s_c_locale ? uselocale(s_c_locale) : (locale_t)0;
	int length = vsnprintf(out, capacity, format, arguments);
	if (before)
		uselocale(before);
	return length;
}

int ifzi_format(char *out, size_t capacity, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	int length = ifzi_format_list(out, capacity, format, arguments);
	va_end(arguments);
	return length;
}

ifz_status ifzi_put_whole(char *out, size_t capacity, const char *text, size_t length, size_t *needed)
{
	if (needed)
		*needed = length + 1;
	if (length + 1 > capacity)
		return IFZ_E_SPACE;
	ifzi_copy(out, text, length);
	out[length] = 0;
	return IFZ_OK;
}
