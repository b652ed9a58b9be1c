#include "check.h"

void test_strings(void)
{
	char out[16], *owned, **list;
	size_t size;
	uint16_t wide[8];
	IS(ifz_str_length("abc"), 3);
	IS(ifz_str_length(NULL), 0);
	IS(ifz_str_length_max("abc", 2), 2);
	IS(ifz_str_length_max("a", 2), 1);
	owned = ifz_str_copy("text");
	TEXT(owned, "text");
	ifz_mem_free(owned);
	TRUE(!ifz_str_copy(NULL));
	owned = ifz_str_concat("ab", "");
	TEXT(owned, "ab");
	ifz_mem_free(owned);
	TRUE(!ifz_str_concat("a", NULL));
	TEXT(ifz_str_constant(7), "pointer");
	TEXT(ifz_str_constant(8), "");
	TEXT(ifz_str_of_i64(INT64_MIN), "-9223372036854775808");

	OK(ifz_str_put(out, 5, "four", &size));
	TEXT(out, "four");
	IS(ifz_str_put(out, 4, "four", &size), IFZ_E_SPACE);
	TEXT(out, "fou");
	IS(size, 5);
	IS(ifz_str_put(out, 0, "four", &size), IFZ_E_ARGUMENT);
	OK(ifz_str_put_padded(out, 4, "four"));
	BYTES(out, "four", 4);
	OK(ifz_str_put_padded(out, 6, "four"));
	BYTES(out, "four\0\0", 6);
	IS(ifz_str_put_padded(out, 3, "four"), IFZ_E_SPACE);
	memcpy(out, "mIx\xc3\xa4z1", 8);
	OK(ifz_str_upper(out));
	TEXT(out, "MIX\xc3\xa4Z1");

	OK(ifz_str_code_points("a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80", 10, &size));
	IS(size, 4);
	IS(ifz_str_code_points("ab\xed\xa0\x80", 5, &size), IFZ_E_FORMAT);
	IS(size, 2);
	IS(ifz_str_code_points("\xc0\x80", 2, &size), IFZ_E_FORMAT);
	IS(ifz_str_code_points("\xe2\x82", 2, &size), IFZ_E_FORMAT);
	OK(ifz_str_to_utf16("a\xe2\x82\xac\xf0\x9f\x98\x80", wide, 8, &size));
	IS(size, 5);
	IS(wide[1], 0x20ac);
	IS(wide[2], 0xd83d);
	IS(wide[3], 0xde00);
	IS(ifz_utf16_length(wide), 4);
	IS(ifz_utf16_length(NULL), 0);
	IS(ifz_str_to_utf16("abc", wide, 3, &size), IFZ_E_SPACE);
	IS(size, 4);
	IS(ifz_str_to_utf16("\x80", wide, 3, &size), IFZ_E_FORMAT);

	OK(ifz_str_split("a,,bc", ',', &list, &size));
	IS(size, 3);
	TEXT(list[0], "a");
	TEXT(list[1], "");
	TEXT(list[2], "bc");
	OK(ifz_str_join((const char *const *)list, 3, ';', out, 16, &size));
	TEXT(out, "a;;bc");
	IS(size, 6);
	IS(ifz_str_join((const char *const *)list, 3, ';', out, 5, &size), IFZ_E_SPACE);
	ifz_str_list_free(list, 3);
	ifz_str_list_free(NULL, 0);
	OK(ifz_str_split("", ',', &list, &size));
	IS(size, 1);
	ifz_str_list_free(list, size);
	OK(ifz_str_join(NULL, 0, ',', out, 1, &size));
	TEXT(out, "");
}
