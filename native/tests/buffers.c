#include "check.h"

void test_buffers(void)
{
	uint8_t a[8], b[8];
	size_t size;
	OK(ifz_fill(a, 8, 7));
	BYTES(a, "\7\7\7\7\7\7\7\7", 8);
	OK(ifz_fill(NULL, 0, 7));
	IS(ifz_fill(NULL, 1, 7), IFZ_E_ARGUMENT);
	IS(ifz_fill(a, SIZE_MAX, 7), IFZ_E_LIMIT);

	OK(ifz_pattern(a, 8, 1));
	OK(ifz_pattern(b, 8, 1));
	BYTES(a, b, 8);
	/* The same on every machine. */
	IS(ifz_digest(a, 8), 0xa2911c665d0e2384);
	IS(ifz_pattern_differs(a, 8, 1), 8);
	a[5] ^= 1;
	IS(ifz_pattern_differs(a, 8, 1), 5);
	IS(ifz_pattern_differs(NULL, 8, 1), 0);
	OK(ifz_pattern(b, 8, 2));
	TRUE(memcmp(a, b, 8) != 0);

	OK(ifz_copy(a, 8, (const uint8_t *)"12345678", 8, &size));
	IS(size, 8);
	IS(ifz_copy(b, 3, a, 8, &size), IFZ_E_SPACE);
	IS(size, 3);
	BYTES(b, "123", 3);
	OK(ifz_move(a, 8, 0, 2, 6));
	BYTES(a, "12123456", 8);
	IS(ifz_move(a, 8, 3, 0, 6), IFZ_E_SPACE);
	IS(ifz_move(a, 8, 0, SIZE_MAX, 6), IFZ_E_SPACE);
	OK(ifz_reverse(a, 8));
	BYTES(a, "65432121", 8);
	IS(ifz_compare(a, 8, a, 8), 0);
	IS(ifz_compare(a, 8, a, 7), 1);
	IS(ifz_compare((const uint8_t *)"a", 1, (const uint8_t *)"\xff", 1), -1);
	IS(ifz_compare(NULL, 0, a, 1), -1);
	IS(ifz_find(a, 8, '4'), 2);
	IS(ifz_find(a, 8, 'x'), -1);

	const int32_t numbers[] = {INT32_MAX, INT32_MAX, -1};
	IS(ifz_sum_i32(numbers, 3), 4294967293);
	IS(ifz_sum_i32(NULL, 3), 0);
	double reals[] = {1.5, -2};
	OK(ifz_scale_f64(reals, 2, -2));
	TRUE(reals[0] == -3 && reals[1] == 4);
	IS(ifz_scale_f64(NULL, 2, 1), IFZ_E_ARGUMENT);

	const ifz_span spans[] = {{(const uint8_t *)"ab", 2}, {NULL, 0}, {(const uint8_t *)"cde", 3}};
	OK(ifz_gather(spans, 3, a, 8, &size));
	IS(size, 5);
	BYTES(a, "abcde", 5);
	IS(ifz_gather(spans, 3, a, 4, &size), IFZ_E_SPACE);
	IS(size, 5);
	const ifz_span bad = {NULL, 1};
	IS(ifz_gather(&bad, 1, a, 4, &size), IFZ_E_ARGUMENT);
}
