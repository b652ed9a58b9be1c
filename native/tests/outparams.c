#include "check.h"

void test_outparams(void)
{
	int64_t q = 1, r = 2;
	OK(ifz_out_divide(-7, 2, &q, &r));
	IS(q, -3);
	IS(r, -1);
	IS(ifz_out_divide(1, 0, &q, &r), IFZ_E_ARGUMENT);
	IS(ifz_out_divide(INT64_MIN, -1, &q, &r), IFZ_E_ARGUMENT);
	IS(q, -3);

	const int32_t values[] = {3, -9, 8};
	int32_t min, max;
	OK(ifz_out_range(values, 3, &min, &max));
	IS(min, -9);
	IS(max, 8);
	OK(ifz_out_range(values, 1, NULL, &max));
	IS(max, 3);
	IS(ifz_out_range(values, 0, &min, &max), IFZ_E_SPACE);

	const char *text = "-9223372036854775808;", *end;
	OK(ifz_out_parse(text, &q, &end));
	IS(q, INT64_MIN);
	IS(end - text, 20);
	OK(ifz_out_parse("+7", &q, NULL));
	IS(q, 7);
	IS(ifz_out_parse("9223372036854775808", &q, NULL), IFZ_E_FORMAT);
	IS(ifz_out_parse("-", &q, NULL), IFZ_E_FORMAT);
	IS(q, 7);

	uint8_t *made;
	OK(ifz_out_make(100, 9, &made));
	IS(ifz_pattern_differs(made, 100, 9), 100);
	ifz_mem_free(made);
	IS(ifz_out_make(0, 9, &made), IFZ_E_ARGUMENT);
	const int32_t *primes;
	size_t size;
	OK(ifz_out_lend(&primes, &size));
	IS(size, 16);
	IS(primes[15], 53);

	char buffer[256];
	size = 0;
	IS(ifz_inout_query(0, NULL, &size), IFZ_E_SPACE);
	IS(size, 21);
	OK(ifz_inout_query(0, buffer, &size));
	BYTES(buffer, "a pointer is borrowed", 21);
	size = sizeof buffer;
	OK(ifz_inout_query(1, buffer, &size));
	TRUE(size > 100);
	OK(ifz_inout_query(2, buffer, &size));
	IS(size, 0);
	IS(ifz_inout_query(3, buffer, &size), IFZ_E_ARGUMENT);

	int32_t number = INT32_MAX;
	OK(ifz_inout_add(&number, 1));
	IS(number, INT32_MIN);
	char a[] = "abc", b[] = "xyz";
	OK(ifz_inout_swap(a, b, 3));
	TEXT(a, "xyz");
	TEXT(b, "abc");
	OK(ifz_inout_swap(a, a, 3));
	TEXT(a, "xyz");

	int32_t many[100];
	for (int32_t i = 0; i < 100; i++)
		many[i] = i * 37 % 100;
	OK(ifz_inout_sort(many, 100));
	for (int32_t i = 0; i < 100; i++)
		IS(many[i], i);
	OK(ifz_inout_sort(NULL, 0));

	uint8_t room[9], *cursor = room;
	OK(ifz_inout_put_u32(&cursor, room + sizeof room, 0x04030201));
	OK(ifz_inout_put_u32(&cursor, room + sizeof room, 0x08070605));
	BYTES(room, "\1\2\3\4\5\6\7\10", 8);
	IS(cursor - room, 8);
	IS(ifz_inout_put_u32(&cursor, room + sizeof room, 1), IFZ_E_SPACE);
}
