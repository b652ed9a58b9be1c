/* Strings, structures, out-parameters. */
#include "machine.h"

#include <stdlib.h>
#include <string.h>

void op_text_copy(struct machine *m, int seed, int length, int c)
{
	(void)c;
	char *text = text_of(seed, length);
	char *copy = ifz_str_copy(text);
	size_t points = 0;
	ifz_status status = ifz_str_code_points(text, strlen(text), &points);
	say(m->out, "%zu sum=%08x %d points=%zu", ifz_str_length(text), sum_of(copy, strlen(copy)), status, points);
	ifz_mem_free(copy);
	free(text);
}

void op_text_concat(struct machine *m, int seed, int length, int other)
{
	char *a = text_of(seed, length), *b = text_of(other, length / 2);
	char *both = ifz_str_concat(a, b);
	say(m->out, "%zu sum=%08x", strlen(both), sum_of(both, strlen(both)));
	ifz_mem_free(both);
	free(a);
	free(b);
}

void op_text_put(struct machine *m, int seed, int length, int capacity)
{
	char *text = text_of(seed, length), *out = calloc(1, (size_t)capacity);
	size_t needed = 0;
	ifz_status status = ifz_str_put(out, (size_t)capacity, text, &needed);
	ifz_status upper = ifz_str_upper(out);
	say(m->out, "%d needed=%zu %d sum=%08x", status, needed, upper, sum_of(out, (size_t)capacity));
	free(text);
	free(out);
}

void op_text_padded(struct machine *m, int seed, int length, int capacity)
{
	char *text = text_of(seed, length), *out = malloc((size_t)capacity);
	ifz_status status = ifz_str_put_padded(out, (size_t)capacity, text);
	say(m->out, "%d length=%zu sum=%08x", status, ifz_str_length_max(out, (size_t)capacity), sum_of(out, (size_t)capacity));
	free(text);
	free(out);
}

void op_text_utf16(struct machine *m, int seed, int length, int c)
{
	(void)c;
	char *text = text_of(seed, length);
	uint16_t out[64] = {0};
	size_t units = 0;
	ifz_status status = ifz_str_to_utf16(text, out, 64, &units);
	say(m->out, "%d units=%zu length=%zu sum=%08x", status, units, ifz_utf16_length(out), sum_of(out, sizeof out));
	free(text);
}

void op_text_split(struct machine *m, int seed, int length, int c)
{
	(void)c;
	char *text = text_of(seed, length), **parts = NULL, out[200] = {0};
	size_t count = 0, bytes = 0, needed = 0;
	ifz_status status = ifz_str_split(text, ',', &parts, &count);
	for (size_t i = 0; i < count; i++)
		bytes += strlen(parts[i]);
	ifz_status joined = ifz_str_join((const char *const *)parts, count, ';', out, sizeof out, &needed);
	say(m->out, "%d count=%zu bytes=%zu %d needed=%zu sum=%08x", status, count, bytes, joined, needed, sum_of(out, sizeof out));
	ifz_str_list_free(parts, count);
	free(text);
}

void op_text_constant(struct machine *m, int index, int b, int c)
{
	(void)b, (void)c;
	say(m->out, "%s %s", ifz_str_constant((uint32_t)index), ifz_str_of_i64(index * 1234567LL));
}

void op_struct_by_value(struct machine *m, int a, int b, int c)
{
	(void)c;
	ifz_point p = ifz_point_add((ifz_point){a, b}, (ifz_point){b, 7});
	ifz_rect r = ifz_rect_union((ifz_rect){{a, b}, {a + 5, b + 6}}, (ifz_rect){{b, a}, {b + 7, a + 8}});
	ifz_rgb rgb = ifz_rgb_invert((ifz_rgb){(uint8_t)a, (uint8_t)b, 9});
	ifz_mixed mixed = ifz_mixed_step((ifz_mixed){(int8_t)a, b});
	ifz_vec4 v = ifz_vec4_scale((ifz_vec4){{1, 2, (float)a, (float)b}}, 0.5f);
	say(m->out, "%d,%d %d,%d,%d,%d area=%lld %u,%u,%u %d,%d", p.x, p.y, r.min.x, r.min.y, r.max.x, r.max.y, (long long)ifz_rect_area(r), rgb.r, rgb.g, rgb.b, mixed.small, (int)(mixed.large * 4));
	say(m->out, " %d,%d,%d,%d", (int)(v.v[0] * 4), (int)(v.v[1] * 4), (int)(v.v[2] * 4), (int)(v.v[3] * 4));
}

void op_struct_in_memory(struct machine *m, int seed, int by, int c)
{
	(void)c;
	ifz_big big;
	for (int i = 0; i < 8; i++)
		big.v[i] = seed * 1000 + i;
	big = ifz_big_rotate(big, (uint32_t)by);
	ifz_packed packed[3];
	for (int i = 0; i < 3; i++)
		packed[i] = ifz_packed_next((ifz_packed){(uint8_t)(seed + i), (uint32_t)seed * 65537u, (uint16_t)(by - i), (uint64_t)seed << 40});
	ifz_matrix a, b;
	for (int i = 0; i < 9; i++) {
		a.m[i / 3][i % 3] = seed + i;
		b.m[i / 3][i % 3] = by - i;
	}
	ifz_status status = ifz_matrix_multiply(&a, &b, &a);
	double total = 0;
	for (int i = 0; i < 9; i++)
		total += a.m[i / 3][i % 3] * (i + 1);
	say(m->out, "%lld,%lld packed=%llu %u,%u %d %lld", (long long)big.v[0], (long long)big.v[7], (unsigned long long)ifz_packed_sum(packed, 3), packed[2].value, packed[2].tail, status, (long long)total);
}

void op_union(struct machine *m, int kind, int value, int c)
{
	(void)c;
	ifz_value v;
	memset(&v, 0, sizeof v);
	v.kind = (ifz_kind)kind;
	switch (kind) {
	case IFZ_KIND_INT:
		v.as.integer = value;
		break;
	case IFZ_KIND_FLOAT:
		v.as.real = value * 0.5;
		break;
	case IFZ_KIND_POINT:
		v.as.point = (ifz_point){value, -value};
		break;
	case IFZ_KIND_BYTES:
		for (int i = 0; i < 16; i++)
			v.as.bytes[i] = pattern(value, (size_t)i);
	}
	char words[100] = {0};
	size_t needed = 0;
	v = ifz_value_negate(v);
	ifz_status status = ifz_value_describe(&v, words, sizeof words, &needed);
	say(m->out, "%d needed=%zu %s sum=%08x", status, needed, words, sum_of(v.as.bytes, 16));
	ifz_variant variant = {.id = (uint32_t)kind, .word = (uint32_t)value * 77777u, .last = kind % 2};
	variant = ifz_variant_flip(variant);
	say(m->out, " %u,%u,%d", variant.id, variant.word, variant.last);
}

void op_bit_fields(struct machine *m, int seed, int level, int c)
{
	(void)c;
	ifz_bits bits;
	memset(&bits, 0, sizeof bits);
	ifz_status status = ifz_bits_set(&bits, (uint64_t)seed * 0x0102030405060701u + (uint64_t)level);
	ifz_flags flags = ifz_flags_make(seed % 2, (uint32_t)seed, (uint32_t)level * 16, -level);
	say(m->out, "%d sum=%lld flags=%u", status, (long long)ifz_bits_sum(&bits), ifz_flags_pack(flags));
}

void op_flexible_array(struct machine *m, int kind, int size, int seed)
{
	struct buffer b = buffer_of((size_t)size, seed);
	ifz_message *message = ifz_message_new((uint32_t)kind, b.data, (uint32_t)size);
	say(m->out, "%u,%u sum=%08x digest=%016llx", message->kind, message->length, sum_of(message->payload, message->length), (unsigned long long)ifz_message_digest(message));
	ifz_mem_free(message);
	buffer_free(&b);
}

void op_pointer_array(struct machine *m, int a, int b, int c)
{
	char *texts[3] = {text_of(a, a), text_of(b, b), text_of(c, c)};
	ifz_names names = {4, {texts[0], NULL, texts[1], texts[2]}};
	say(m->out, "%d", ifz_names_longest(&names));
	for (int i = 0; i < 3; i++)
		free(texts[i]);
}

static int64_t on_add(void *user, int64_t a, int64_t b)
{
	return a + b + *(const int64_t *)user;
}

static int64_t on_subtract(void *user, int64_t a, int64_t b)
{
	return a - b - *(const int64_t *)user;
}

static int64_t on_multiply(void *user, int64_t a, int64_t b)
{
	return a * b * *(const int64_t *)user;
}

void op_function_table(struct machine *m, int a, int b, int c)
{
	(void)c;
	int64_t weight = 3, mine = 0, standard = 0;
	ifz_ops ops = {on_add, on_subtract, on_multiply, &weight};
	ifz_status status = ifz_ops_run(&ops, a, b, &mine);
	ifz_status given = ifz_ops_standard(&ops);
	ifz_status again = ifz_ops_run(&ops, a, b, &standard);
	say(m->out, "%d %lld %d %d %lld %lld", status, (long long)mine, given, again, (long long)standard, (long long)ops.subtract(NULL, a, b));
}

void op_list(struct machine *m, int count, int seed, int c)
{
	(void)c;
	ifz_node *head = NULL;
	for (int i = 0; i < count; i++)
		ifz_list_push(&head, seed + i * i);
	ifz_status status = ifz_list_reverse(&head);
	int64_t walked = 0, place = 1;
	for (const ifz_node *n = head; n; n = n->next)
		walked += n->value * place++;
	say(m->out, "%d sum=%lld walked=%lld", status, (long long)ifz_list_sum(head), (long long)walked);
	ifz_list_free(&head);
}

void op_out_divide(struct machine *m, int a, int b, int c)
{
	(void)c;
	int64_t quotient = -7, remainder = -7;
	ifz_status status = ifz_out_divide(a * 1000LL, b, &quotient, &remainder);
	say(m->out, "%d %lld %lld", status, (long long)quotient, (long long)remainder);
}

static void numbers_of(int32_t numbers[32], int seed, int count)
{
	for (int i = 0; i < count; i++)
		numbers[i] = (seed * 73 + i * i * 37) % 1009 - 500;
}

void op_out_range(struct machine *m, int seed, int count, int c)
{
	(void)c;
	int32_t numbers[32] = {0}, min = -7, max = -7;
	numbers_of(numbers, seed, count);
	ifz_status status = ifz_out_range(numbers, (size_t)count, &min, &max);
	say(m->out, "%d %d %d sum=%lld", status, min, max, (long long)ifz_sum_i32(numbers, (size_t)count));
}

void op_out_parse(struct machine *m, int value, int tail, int c)
{
	(void)c;
	struct trace text = {0};
	say(&text, "%d", value);
	for (int i = 0; i < tail; i++)
		say(&text, "x");
	text.text[text.length] = 0;
	int64_t number = -7;
	const char *end = NULL;
	ifz_status status = ifz_out_parse(text.text, &number, &end);
	say(m->out, "%d %lld end=%d", status, (long long)number, (int)(end - text.text));
}

void op_out_make(struct machine *m, int size, int seed, int c)
{
	(void)c;
	uint8_t *made = NULL;
	const int32_t *primes = NULL;
	size_t count = 0;
	ifz_status status = ifz_out_make((size_t)size, (uint32_t)seed, &made);
	ifz_status lent = ifz_out_lend(&primes, &count);
	say(m->out, "%d sum=%08x %d count=%zu last=%d", status, sum_of(made, made ? (size_t)size : 0), lent, count, primes[count - 1]);
	ifz_mem_free(made);
}

void op_inout_query(struct machine *m, int topic, int capacity, int c)
{
	(void)c;
	char out[190] = {0};
	size_t size = (size_t)capacity;
	ifz_status status = ifz_inout_query((uint32_t)topic, out, &size);
	say(m->out, "%d size=%zu sum=%08x", status, size, sum_of(out, sizeof out));
}

void op_inout_sort(struct machine *m, int seed, int count, int c)
{
	(void)c;
	int32_t numbers[32] = {0}, more = seed;
	numbers_of(numbers, seed, count);
	ifz_status sorted = ifz_inout_sort(numbers, (size_t)count), added = ifz_inout_add(&more, count);
	uint8_t out[40] = {0}, *cursor = out;
	int puts = 0;
	while (puts < count && ifz_inout_put_u32(&cursor, out + sizeof out, (uint32_t)numbers[puts]) == IFZ_OK)
		puts++;
	say(m->out, "%d sum=%08x %d %d puts=%d at=%d sum=%08x", sorted, sum_of(numbers, sizeof numbers), added, more, puts, (int)(cursor - out), sum_of(out, sizeof out));
}

void op_text_lend(struct machine *m, int seed, int length, int c)
{
	(void)c;
	char *text = text_of(seed, length);
	say(m->out, "digest=%016llx", (unsigned long long)ifz_digest(text, strlen(text)));
	free(text);
}
