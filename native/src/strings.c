/* Strings with and without terminators, borrowed and owned. */
#include "internal.h"

#include <stdlib.h>

size_t ifz_str_length(const char *text)
{
	return text ? strlen(text) : 0;
}

size_t ifz_str_length_max(const char *text, size_t max)
{
	return text ? strnlen(text, max) : 0;
}

char *ifz_str_copy(const char *text)
{
	return text ? ifz_mem_copy(text, strlen(text) + 1) : NULL;
}

char *ifz_str_concat(const char *a, const char *b)
{
	if (!a || !b)
		return NULL;
	size_t a_length = strlen(a), b_length = strlen(b);
	char *text = ifzi_raw_alloc(a_length + b_length + 1);
	if (text) {
		ifzi_copy(text, a, a_length);
		memcpy(text + a_length, b, b_length + 1);
	}
	return text;
}

static const char s_words[8][8] = {"", "a", "to", "cgo", "heap", "stack", "border", "pointer"};

const char *ifz_str_constant(uint32_t index)
{
	return s_words[index % 8];
}

const char *ifz_str_of_i64(int64_t value)
{
	static _Thread_local char text[24];
	ifzi_format(text, sizeof text, "%lld", (long long)value);
	return text;
}

ifz_status ifz_str_put(char *out, size_t capacity, const char *text, size_t *needed)
{
	if (!out || !capacity || !text)
		return IFZ_E_ARGUMENT;
	size_t length = strlen(text);
	size_t kept = length < capacity ? length : capacity - 1;
	ifzi_copy(out, text, kept);
	out[kept] = 0;
	if (needed)
		*needed = length + 1;
	return kept == length ? IFZ_OK : IFZ_E_SPACE;
}

ifz_status ifz_str_put_padded(char *out, size_t capacity, const char *text)
{
	if (!text)
		return IFZ_E_ARGUMENT;
	ifz_status status = ifzi_check(out, capacity);
	if (status != IFZ_OK)
		return status;
	size_t length = strlen(text);
	size_t kept = length < capacity ? length : capacity;
	ifzi_copy(out, text, kept);
	if (capacity > kept)
		memset(out + kept, 0, capacity - kept);
	return kept == length ? IFZ_OK : IFZ_E_SPACE;
}

ifz_status ifz_str_upper(char *text)
{
	if (!text)
		return IFZ_E_ARGUMENT;
	for (; *text; text++)
		if (*text >= 'a' && *text <= 'z')
			*text = (char)(*text - 'a' + 'A');
	return IFZ_OK;
}

ifz_status ifz_str_split(const char *text, char separator, char ***out, size_t *count)
{
	if (!text || !separator || !out || !count)
		return IFZ_E_ARGUMENT;
	size_t parts = 1;
	for (const char *at = text; *at; at++)
		parts += *at == separator;
	char **list = (char **)ifzi_raw_alloc(parts * sizeof(char *));
	if (!list)
		return IFZ_E_MEMORY;
	const char *at = text;
	for (size_t i = 0; i < parts; i++) {
		const char *end = strchr(at, separator);
		size_t length = end ? (size_t)(end - at) : strlen(at);
		list[i] = ifzi_raw_alloc(length + 1);
		if (!list[i]) {
			ifz_str_list_free(list, i);
			return IFZ_E_MEMORY;
		}
		ifzi_copy(list[i], at, length);
		at += length + 1;
	}
	*out = list;
	*count = parts;
	return IFZ_OK;
}

void ifz_str_list_free(char **list, size_t count)
{
	for (size_t i = 0; list && i < count; i++)
		ifzi_raw_free(list[i]);
	ifzi_raw_free((void *)list);
}

ifz_status ifz_str_join(const char *const *parts, size_t count, char separator, char *out, size_t capacity, size_t *needed)
{
	ifz_status status = ifzi_check(out, capacity);
	if (status == IFZ_OK)
		status = ifzi_check((const void *)parts, count);
	size_t size = count ? count : 1;
	for (size_t i = 0; status == IFZ_OK && i < count; i++) {
		if (!parts[i])
			return IFZ_E_ARGUMENT;
		size += strlen(parts[i]);
	}
	if (status != IFZ_OK)
		return status;
	if (needed)
		*needed = size;
	if (size > capacity)
		return IFZ_E_SPACE;
	for (size_t i = 0; i < count; i++) {
		size_t length = strlen(parts[i]);
		ifzi_copy(out, parts[i], length);
		out += length;
		if (i + 1 < count)
			*out++ = separator;
	}
	*out = 0;
	return IFZ_OK;
}

void ifz_fault_str_unterminated(char *out, size_t capacity)
{
	for (size_t i = 0; i < capacity; i++)
		out[i] = (char)('a' + i % 26);
}

void ifz_fault_str_unbounded(char *out, const char *text)
{
	strcpy(out, text);
}

IFZI_NOINLINE const char *ifz_fault_str_local(void)
{
	char local[32] = "on a stack that is gone";
	const char *address = local;
	IFZI_HIDE(address);
	return address;
}

const char *ifz_fault_str_freed(const char *text)
{
	size_t size = strlen(text) + 1;
	char *copy = malloc(size);
	if (!copy)
		abort();
	memcpy(copy, text, size);
	const char *again = copy;
	IFZI_HIDE(again);
	free(copy);
	return again;
}

void ifz_fault_str_write_constant(void)
{
	const char *constant = "constant";
	IFZI_HIDE(constant);
	*(volatile char *)(uintptr_t)constant = 'C';
}
