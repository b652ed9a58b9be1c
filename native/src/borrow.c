/* The caller's memory: for the call, kept past it with the caller's knowledge, and without. */
#include "internal.h"

#include <stdlib.h>

uint64_t ifz_borrow_sum(const uint8_t *data, size_t size)
{
	uint64_t sum = 0;
	for (size_t i = 0; data && i < size; i++)
		sum += data[i];
	return sum;
}

ifz_status ifz_borrow_xor(uint8_t *data, size_t size, uint8_t key)
{
	ifz_status status = ifzi_check(data, size);
	for (size_t i = 0; status == IFZ_OK && i < size; i++)
		data[i] ^= key;
	return status;
}

struct retained {
	uint8_t *data;
	size_t size;
	ifz_release_fn release;
	void *user;
};

ifz_status ifz_retain(uint8_t *data, size_t size, ifz_release_fn release, void *user, ifz_handle *out)
{
	if (!data || !out)
		return IFZ_E_ARGUMENT;
	if (size > IFZ_LIMIT_BYTES)
		return IFZ_E_LIMIT;
	struct retained *r = malloc(sizeof *r);
	if (!r)
		return IFZ_E_MEMORY;
	*r = (struct retained){data, size, release, user};
	pthread_mutex_lock(&ifzi_lock);
	ifz_status status = ifzi_handle_new(IFZI_RETAINED, r, out);
	pthread_mutex_unlock(&ifzi_lock);
	if (status != IFZ_OK)
		free(r);
	return status;
}

/* The byte at an offset, below the lock. */
static ifz_status retained_at(ifz_handle retained, size_t offset, uint8_t **at)
{
	const struct retained *r = ifzi_handle_get(IFZI_RETAINED, retained);
	if (!r)
		return IFZ_E_HANDLE;
	if (offset >= r->size)
		return IFZ_E_SPACE;
	*at = r->data + offset;
	return IFZ_OK;
}

ifz_status ifz_retained_read(ifz_handle retained, size_t offset, uint8_t *out)
{
	if (!out)
		return IFZ_E_ARGUMENT;
	uint8_t *at = NULL;
	pthread_mutex_lock(&ifzi_lock);
	ifz_status status = retained_at(retained, offset, &at);
	if (status == IFZ_OK)
		*out = *at;
	pthread_mutex_unlock(&ifzi_lock);
	return status;
}

ifz_status ifz_retained_write(ifz_handle retained, size_t offset, uint8_t value)
{
	uint8_t *at = NULL;
	pthread_mutex_lock(&ifzi_lock);
	ifz_status status = retained_at(retained, offset, &at);
	if (status == IFZ_OK)
		*at = value;
	pthread_mutex_unlock(&ifzi_lock);
	return status;
}

ifz_status ifz_retained_digest(ifz_handle retained, uint64_t *out)
{
	if (!out)
		return IFZ_E_ARGUMENT;
	pthread_mutex_lock(&ifzi_lock);
	const struct retained *r = ifzi_handle_get(IFZI_RETAINED, retained);
	if (r)
		*out = ifz_digest(r->data, r->size);
	pthread_mutex_unlock(&ifzi_lock);
	return r ? IFZ_OK : IFZ_E_HANDLE;
}

uint8_t *ifz_retained_pointer(ifz_handle retained)
{
	pthread_mutex_lock(&ifzi_lock);
	const struct retained *r = ifzi_handle_get(IFZI_RETAINED, retained);
	uint8_t *data = r ? r->data : NULL;
	pthread_mutex_unlock(&ifzi_lock);
	return data;
}

ifz_status ifz_retained_release(ifz_handle retained)
{
	pthread_mutex_lock(&ifzi_lock);
	struct retained *r = ifzi_handle_get(IFZI_RETAINED, retained);
	if (r)
		ifzi_handle_end(retained);
	pthread_mutex_unlock(&ifzi_lock);
	if (!r)
		return IFZ_E_HANDLE;
	if (r->release)
		r->release(r->user, r->data, r->size);
	free(r);
	return IFZ_OK;
}

void ifzi_reset_retained(void)
{
	for (;;) {
		pthread_mutex_lock(&ifzi_lock);
		ifz_handle h = ifzi_handle_next(IFZI_RETAINED, 0);
		pthread_mutex_unlock(&ifzi_lock);
		if (!h)
			return;
		ifz_retained_release(h);
	}
}

static uintptr_t s_cookies[16];

uintptr_t ifz_cookie_swap(uint32_t slot, uintptr_t cookie)
{
	if (slot >= sizeof s_cookies / sizeof *s_cookies)
		return 0;
	pthread_mutex_lock(&ifzi_lock);
	uintptr_t before = s_cookies[slot];
	s_cookies[slot] = cookie;
	pthread_mutex_unlock(&ifzi_lock);
	return before;
}

static volatile uint8_t *s_kept;
static size_t s_kept_size;

void ifz_fault_keep_lent(uint8_t *data, size_t size)
{
	s_kept = data;
	s_kept_size = size;
}

void ifz_fault_touch_kept(uint8_t value)
{
	for (size_t i = 0; i < s_kept_size; i++)
		s_kept[i] = value;
}

uint64_t ifz_fault_read_kept(void)
{
	uint64_t sum = 0;
	for (size_t i = 0; i < s_kept_size; i++)
		sum += s_kept[i];
	return sum;
}

void ifz_fault_store_pointer(void **slot, void *pointer)
{
	*slot = pointer;
}

void ifzi_reset_borrowed(void)
{
	memset(s_cookies, 0, sizeof s_cookies);
	s_kept = NULL;
	s_kept_size = 0;
}
