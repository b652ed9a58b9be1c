#include "check.h"

static int64_t swap(void *user, int64_t value)
{
	(void)user;
	return ifz_global_thread_swap(value);
}

void test_globals(void)
{
	char text[8];
	size_t size;
	int64_t out = -1;
	TEXT(ifz_global_name, "interopfuzz");
	IS(ifz_global_add(5), 5);
	IS(ifz_global_add(-7), -2);
	ifz_global_number = 100;
	IS(ifz_global_total(), 98);
	IS(ifz_global_thread_swap(9), 0);
	OK(ifz_call_on_thread(swap, NULL, 1, &out));
	IS(out, 0);
	IS(ifz_global_thread_swap(0), 9);
	OK(ifz_global_text_get(text, sizeof text, &size));
	TEXT(text, "");
	OK(ifz_global_text_set("kept"));
	OK(ifz_global_text_get(text, sizeof text, &size));
	TEXT(text, "kept");
	IS(size, 5);
	IS(ifz_global_text_get(text, 4, &size), IFZ_E_SPACE);
	OK(ifz_global_text_set(NULL));
}
