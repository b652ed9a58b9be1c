#include "check.h"

#include <stdlib.h>

static void test_by_value(void)
{
	ifz_point p = ifz_point_add((ifz_point){INT32_MAX, 2}, (ifz_point){1, -5});
	IS(p.x, INT32_MIN);
	IS(p.y, -3);
	ifz_rect r = ifz_rect_union((ifz_rect){{0, 1}, {2, 3}}, (ifz_rect){{-1, 5}, {1, 9}});
	IS(r.min.x, -1);
	IS(r.min.y, 1);
	IS(r.max.x, 2);
	IS(r.max.y, 9);
	IS(ifz_rect_area(r), 24);
	IS(ifz_rect_area((ifz_rect){{1, 1}, {0, 9}}), 0);
	ifz_rgb c = ifz_rgb_invert((ifz_rgb){0, 1, 255});
	IS(c.r, 255);
	IS(c.g, 254);
	IS(c.b, 0);
	ifz_mixed m = ifz_mixed_step((ifz_mixed){100, 3});
	IS(m.small, -56);
	TRUE(m.large == 1.5);
	ifz_vec4 v = ifz_vec4_scale((ifz_vec4){{1, 2, 3, 4}}, 0.5f);
	TRUE(v.v[0] == 0.5f && v.v[3] == 2);
	ifz_big big = ifz_big_rotate((ifz_big){{0, 1, 2, 3, 4, 5, 6, 7}}, 9);
	IS(big.v[0], 1);
	IS(big.v[7], 0);
	ifz_packed k = ifz_packed_next((ifz_packed){255, 1, 2, UINT64_MAX});
	IS(k.tag, 0);
	IS(k.value, 2);
	IS(k.tail, 3);
	IS(k.wide, 0);
	const ifz_packed packed[] = {k, {1, 1, 1, 1}};
	IS(ifz_packed_sum(packed, 2), 9);
	IS(ifz_packed_sum(NULL, 2), 0);
}

static void test_by_pointer(void)
{
	ifz_matrix a = {{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}}, unit = {{{0, 1, 0}, {1, 0, 0}, {0, 0, 1}}};
	OK(ifz_matrix_multiply(&a, &unit, &a));
	TRUE(a.m[0][0] == 2 && a.m[0][1] == 1 && a.m[2][2] == 9);
	IS(ifz_matrix_multiply(NULL, &unit, &a), IFZ_E_ARGUMENT);
	ifz_aligned aligned;
	OK(ifz_aligned_fill(&aligned, 3));
	IS(ifz_pattern_differs(aligned.bytes, sizeof aligned.bytes, 3), sizeof aligned.bytes);
	/* An address that the type forbids, made outside of the type. */
	uintptr_t odd = (uintptr_t)&aligned + 8;
	ifz_aligned *misaligned;
	memcpy((void *)&misaligned, &odd, sizeof misaligned);
	IS(ifz_aligned_fill(misaligned, 3), IFZ_E_STATE);
	IS(ifz_aligned_fill(NULL, 3), IFZ_E_ARGUMENT);
}

static void test_unions(void)
{
	char out[64];
	size_t size;
	ifz_value value = {IFZ_KIND_INT, {.integer = 5}};
	value = ifz_value_negate(value);
	OK(ifz_value_describe(&value, out, sizeof out, &size));
	TEXT(out, "int -5");
	IS(size, 7);
	IS(ifz_value_describe(&value, out, 6, &size), IFZ_E_SPACE);
	value = ifz_value_negate((ifz_value){IFZ_KIND_FLOAT, {.real = -0.25}});
	OK(ifz_value_describe(&value, out, sizeof out, NULL));
	TEXT(out, "float 0.25");
	value = ifz_value_negate((ifz_value){IFZ_KIND_POINT, {.point = {1, -2}}});
	OK(ifz_value_describe(&value, out, sizeof out, NULL));
	TEXT(out, "point -1,2");
	value = ifz_value_negate((ifz_value){IFZ_KIND_BYTES, {.bytes = {0, 255}}});
	OK(ifz_value_describe(&value, out, sizeof out, NULL));
	TEXT(out, "bytes ff00ffffffffffffffffffffffffffff");
	value = ifz_value_negate((ifz_value){IFZ_KIND_TEXT, {.text = {(const uint8_t *)"abc", 3}}});
	OK(ifz_value_describe(&value, out, sizeof out, NULL));
	TEXT(out, "text abc");
	value = ifz_value_negate((ifz_value){IFZ_KIND_NONE, {.integer = 1}});
	IS(value.as.integer, 0);
	OK(ifz_value_describe(&value, out, sizeof out, NULL));
	TEXT(out, "none");
	value.kind = (ifz_kind)99;
	IS(ifz_value_describe(&value, out, sizeof out, NULL), IFZ_E_ARGUMENT);
	ifz_variant variant = {.id = 1, .word = 0x01020304, .last = false};
	variant = ifz_variant_flip(variant);
	IS(variant.id, 2);
	IS(variant.word, 0x04030201);
	IS(variant.high, 0x0403);
	TRUE(variant.last);
}

static void test_bit_fields(void)
{
	ifz_flags f = ifz_flags_make(true, 13, 0x1abc, -2);
	IS(f.mode, 5);
	IS(f.level, 0xabc);
	IS(f.delta, -2);
	IS(ifz_flags_pack(f), 0xfffeabcb);
	uint32_t memory;
	memcpy(&memory, &f, sizeof memory);
	IS(memory, 0xfffeabcb);
	ifz_bits bits;
	OK(ifz_bits_set(&bits, UINT64_MAX));
	IS(bits.a, 7);
	IS(bits.b, 31);
	IS(bits.c, -1);
	IS(bits.d, 0x3fffffff);
	IS(bits.e, 0xffffffffff);
	IS(bits.f, -1);
	IS(ifz_bits_sum(&bits), 7 + 31 - 1 + 0x3fffffff + 0xffffffffff - 1);
	OK(ifz_bits_set(&bits, 0x45));
	IS(bits.a, 5);
	IS(bits.b, 8);
	IS(bits.c, 0);
	IS(bits.d, 0);
	IS(ifz_bits_sum(NULL), 0);
	IS(ifz_bits_set(NULL, 5), IFZ_E_ARGUMENT);
}

void test_structs(void)
{
	test_by_value();
	test_by_pointer();
	test_unions();
	test_bit_fields();
}

static int64_t third(void *user, int64_t a, int64_t b)
{
	return *(int64_t *)user + a - b;
}

void test_linked(void)
{
	ifz_message *message = ifz_message_new(7, (const uint8_t *)"abc", 3);
	IS(message->length, 3);
	BYTES(message->payload, "abc", 3);
	IS(ifz_message_digest(message), ifz_digest("\7\0\0\0\3\0\0\0abc", 11));
	ifz_mem_free(message);
	IS(ifz_message_digest(NULL), 0);
	TRUE(!ifz_message_new(7, NULL, 3));

	ifz_names names = {3, {"a", "ccc", NULL, NULL}};
	IS(ifz_names_longest(&names), 1);
	names.count = 0;
	IS(ifz_names_longest(&names), -1);
	names.count = 99;
	names.names[3] = "dddd";
	IS(ifz_names_longest(&names), 3);

	ifz_ops ops;
	int64_t result, user = 100;
	OK(ifz_ops_standard(&ops));
	OK(ifz_ops_run(&ops, 7, 3, &result));
	IS(result, 40);
	ops.subtract = third;
	ops.user = &user;
	OK(ifz_ops_run(&ops, 7, 3, &result));
	IS(result, 1040);
	ops.add = NULL;
	IS(ifz_ops_run(&ops, 7, 3, &result), IFZ_E_ARGUMENT);

	ifz_node *list = NULL;
	for (int32_t i = 1; i <= 4; i++)
		OK(ifz_list_push(&list, i));
	IS(list->value, 4);
	OK(ifz_list_reverse(&list));
	IS(list->value, 1);
	IS(list->next->value, 2);
	IS(ifz_list_sum(list), 10);
	ifz_list_free(&list);
	TRUE(!list);
	ifz_list_free(NULL);
	IS(ifz_list_push(NULL, 1), IFZ_E_ARGUMENT);
}
