#include "check.h"

#include <stdlib.h>

static int s_released;

static void release(void *user, void *data, size_t size)
{
	s_released += (int)size + *(int *)user;
	free(data);
}

static void test_raw(void)
{
	uint8_t *a = ifz_mem_alloc(8), *b;
	BYTES(a, "\0\0\0\0\0\0\0\0", 8);
	memcpy(a, "12345678", 8);
	a = ifz_mem_resize(a, 1000);
	BYTES(a, "12345678", 8);
	TRUE(!ifz_mem_resize(a, (size_t)IFZ_LIMIT_BYTES + 1));
	b = ifz_mem_copy(a, 4);
	BYTES(b, "1234", 4);
	ifz_mem_free(a);
	ifz_mem_free(b);
	ifz_mem_free(NULL);
	b = ifz_mem_resize(NULL, 3);
	TRUE(b);
	ifz_mem_free(b);
	TRUE(!ifz_mem_alloc(0));
	TRUE(!ifz_mem_alloc(SIZE_MAX));
	TRUE(!ifz_mem_copy(NULL, 4));
}

static void test_blocks(void)
{
	ifz_handle h, copy;
	size_t size;
	uint64_t digest, other;
	uint8_t out[4];
	OK(ifz_block_new(4, 'x', &h));
	OK(ifz_block_size(h, &size));
	IS(size, 4);
	OK(ifz_block_write(h, 1, (const uint8_t *)"ab", 2));
	OK(ifz_block_read(h, 0, out, 4));
	BYTES(out, "xabx", 4);
	IS(ifz_block_read(h, 1, out, 4), IFZ_E_SPACE);
	IS(ifz_block_read(h, SIZE_MAX, out, 2), IFZ_E_SPACE);
	IS(ifz_block_write(h, 5, out, 0), IFZ_E_SPACE);
	OK(ifz_block_write(h, 4, NULL, 0));
	IS(ifz_block_write(h, 0, NULL, 1), IFZ_E_ARGUMENT);
	BYTES(ifz_block_data(h), "xabx", 4);
	OK(ifz_block_digest(h, &digest));
	IS(digest, ifz_digest("xabx", 4));
	OK(ifz_block_clone(h, &copy));
	OK(ifz_block_resize(h, 6));
	OK(ifz_block_digest(h, &digest));
	IS(digest, ifz_digest("xabx\0\0", 6));
	OK(ifz_block_digest(copy, &other));
	IS(other, ifz_digest("xabx", 4));
	OK(ifz_block_resize(h, 0));
	TRUE(!ifz_block_data(h));
	IS(ifz_block_resize(h, SIZE_MAX), IFZ_E_LIMIT);

	OK(ifz_block_retain(copy));
	IS(ifz_block_references(copy), 2);
	OK(ifz_block_release(copy));
	OK(ifz_block_release(copy));
	IS(ifz_block_release(copy), IFZ_E_HANDLE);
	IS(ifz_block_retain(copy), IFZ_E_HANDLE);
	IS(ifz_block_references(copy), 0);
	IS(ifz_block_size(copy, &size), IFZ_E_HANDLE);
	IS(ifz_block_digest(copy, &digest), IFZ_E_HANDLE);
	IS(ifz_block_clone(copy, &copy), IFZ_E_HANDLE);
	IS(ifz_block_resize(copy, 1), IFZ_E_HANDLE);
	TRUE(!ifz_block_data(copy));
	IS(ifz_block_new((size_t)IFZ_LIMIT_BYTES + 1, 0, &h), IFZ_E_LIMIT);
	IS(ifz_block_new(1, 0, NULL), IFZ_E_ARGUMENT);
}

static void test_handing_over(void)
{
	ifz_handle h;
	int user = 100;
	uint8_t *memory = malloc(5), *back;
	size_t size;
	OK(ifz_block_adopt(memory, 5, release, &user, &h));
	IS(ifz_block_detach(h, &back, &size), IFZ_E_STATE);
	IS(ifz_block_resize(h, 6), IFZ_E_STATE);
	OK(ifz_block_release(h));
	IS(s_released, 105);
	OK(ifz_block_adopt(malloc(5), 5, NULL, NULL, &h));
	OK(ifz_block_release(h));
	IS(ifz_block_adopt(NULL, 5, NULL, NULL, &h), IFZ_E_ARGUMENT);

	OK(ifz_block_new(3, 'z', &h));
	OK(ifz_block_retain(h));
	IS(ifz_block_detach(h, &back, &size), IFZ_E_STATE);
	OK(ifz_block_release(h));
	OK(ifz_block_detach(h, &back, &size));
	IS(size, 3);
	BYTES(back, "zzz", 3);
	ifz_mem_free(back);
	IS(ifz_block_detach(h, &back, &size), IFZ_E_HANDLE);

	/* ifz_reset ends what is left, by its own function. */
	OK(ifz_block_adopt(malloc(7), 7, release, &user, &h));
	ifz_reset();
	IS(s_released, 212);
}

void test_ownership(void)
{
	test_raw();
	test_blocks();
	test_handing_over();
}

void test_borrow(void)
{
	uint8_t data[] = {1, 2, 250}, value;
	ifz_handle h;
	uint64_t digest;
	int user = 1;
	IS(ifz_borrow_sum(data, 3), 253);
	IS(ifz_borrow_sum(NULL, 3), 0);
	OK(ifz_borrow_xor(data, 3, 0xff));
	BYTES(data, "\xfe\xfd\x05", 3);
	IS(ifz_borrow_xor(NULL, 3, 1), IFZ_E_ARGUMENT);
	IS(ifz_borrow_xor(data, SIZE_MAX, 1), IFZ_E_LIMIT);

	s_released = 0;
	uint8_t *lent = malloc(3);
	if (!lent)
		abort();
	memcpy(lent, "abc", 3);
	OK(ifz_retain(lent, 3, release, &user, &h));
	TRUE(ifz_retained_pointer(h) == lent);
	OK(ifz_retained_write(h, 2, 'd'));
	OK(ifz_retained_read(h, 2, &value));
	IS(value, 'd');
	IS(ifz_retained_read(h, 3, &value), IFZ_E_SPACE);
	IS(ifz_retained_write(h, 3, 0), IFZ_E_SPACE);
	OK(ifz_retained_digest(h, &digest));
	IS(digest, ifz_digest("abd", 3));
	OK(ifz_retained_release(h));
	IS(s_released, 4);
	IS(ifz_retained_release(h), IFZ_E_HANDLE);
	IS(ifz_retained_read(h, 0, &value), IFZ_E_HANDLE);
	IS(ifz_retained_digest(h, &digest), IFZ_E_HANDLE);
	TRUE(!ifz_retained_pointer(h));
	IS(ifz_retain(NULL, 3, NULL, NULL, &h), IFZ_E_ARGUMENT);

	IS(ifz_cookie_swap(15, 77), 0);
	IS(ifz_cookie_swap(15, 78), 77);
	IS(ifz_cookie_swap(16, 79), 0);
}
