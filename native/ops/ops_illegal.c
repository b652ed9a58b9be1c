/* Operations that are faults: they run only when asked for. */
#include "machine.h"

#include <stdlib.h>
#include <string.h>

void op_bad_write_freed(struct machine *m, int size, int value, int c)
{
	(void)c;
	ifz_fault_write_freed((size_t)size, (uint8_t)value);
	say(m->out, "done");
}

void op_bad_read_freed(struct machine *m, int size, int b, int c)
{
	(void)b, (void)c;
	ifz_fault_read_freed((size_t)size);
	say(m->out, "done");
}

void op_bad_double_free(struct machine *m, int size, int b, int c)
{
	(void)b, (void)c;
	ifz_fault_double_free((size_t)size);
	say(m->out, "done");
}

void op_bad_mem_free_twice(struct machine *m, int slot, int b, int c)
{
	(void)b, (void)c;
	void *volatile data = m->memory[slot].data;
	m->memory[slot] = (struct buffer){0};
	ifz_mem_free(data);
	ifz_mem_free(data);
	say(m->out, "%s", data ? "done" : "none");
}

void op_bad_use_after_free(struct machine *m, int slot, int value, int c)
{
	(void)c;
	struct buffer memory = m->memory[slot];
	volatile uint8_t *data = memory.data;
	m->memory[slot] = (struct buffer){0};
	ifz_mem_free(memory.data);
	for (size_t i = 0; i < memory.size; i++)
		data[i] = (uint8_t)value;
	say(m->out, "%s", memory.size ? "done" : "none");
}

void op_bad_free_lent(struct machine *m, int slot, int b, int c)
{
	(void)b, (void)c;
	ifz_fault_free_lent(m->buffer[slot].data);
	say(m->out, "done");
}

void op_bad_leak(struct machine *m, int size, int b, int c)
{
	(void)b, (void)c;
	ifz_fault_leak((size_t)size);
	say(m->out, "done");
}

void op_bad_give_freed(struct machine *m, int size, int b, int c)
{
	(void)b, (void)c;
	const volatile uint8_t *data = ifz_fault_give_freed((size_t)size);
	if (data && size)
		(void)data[size - 1];
	say(m->out, "done");
}

void op_bad_write_past(struct machine *m, int slot, int by, int value)
{
	ifz_fault_write_past(m->buffer[slot].data, m->buffer[slot].size, (size_t)by, (uint8_t)value);
	say(m->out, "done");
}

void op_bad_write_before(struct machine *m, int slot, int by, int value)
{
	ifz_fault_write_before(m->buffer[slot].data, (size_t)by, (uint8_t)value);
	say(m->out, "done");
}

void op_bad_read_past(struct machine *m, int slot, int by, int c)
{
	(void)c;
	ifz_fault_read_past(m->buffer[slot].data, m->buffer[slot].size, (size_t)by);
	say(m->out, "done");
}

void op_bad_mem_write_past(struct machine *m, int slot, int by, int value)
{
	volatile uint8_t *data = m->memory[slot].data;
	for (int i = 0; data && i < by; i++)
		data[m->memory[slot].size + (size_t)i] = (uint8_t)value;
	say(m->out, "%s", data ? "done" : "none");
}

void op_bad_say_longer(struct machine *m, int slot, int by, int c)
{
	(void)c;
	struct buffer *b = &m->buffer[slot];
	size_t written = 0;
	ifz_fault_say_longer(b->data, b->size, (size_t)by, &written);
	const volatile uint8_t *data = b->data;
	for (size_t i = 0; data && i < written; i++)
		(void)data[i];
	say(m->out, "%zu", written);
}

static void keep_lent(struct machine *m, int slot)
{
	ifz_fault_keep_lent(m->buffer[slot].data, m->buffer[slot].size);
	buffer_free(&m->buffer[slot]);
}

void op_bad_keep_lent(struct machine *m, int slot, int b, int c)
{
	(void)b, (void)c;
	keep_lent(m, slot);
	ifz_fault_read_kept();
	say(m->out, "done");
}

void op_bad_touch_kept(struct machine *m, int slot, int value, int c)
{
	(void)c;
	keep_lent(m, slot);
	ifz_fault_touch_kept((uint8_t)value);
	say(m->out, "done");
}

void op_bad_unpin_early(struct machine *m, int slot, int b, int c)
{
	(void)b, (void)c;
	free(ifz_retained_pointer(m->retained[slot]));
	say(m->out, "%d", ifz_retained_write(m->retained[slot], 0, 1));
}

void op_bad_store_pointer(struct machine *m, int slot, int b, int c)
{
	(void)b, (void)c;
	void **place = malloc(sizeof *place);
	ifz_fault_store_pointer(place, m->buffer[slot].data);
	say(m->out, "%s", *place == m->buffer[slot].data ? "stored" : "lost");
	ifz_fault_store_pointer(place, NULL);
	free(place);
}

void op_bad_fire_unregistered(struct machine *m, int value, int b, int c)
{
	(void)b, (void)c;
	ifz_fault_fire_unregistered(value);
	say(m->out, "done");
}

void op_bad_canary_hit(struct machine *m, int slot, int offset, int value)
{
	ifz_fault_canary_hit(m->canary[slot], offset, (uint8_t)value);
	say(m->out, "done");
}

static int64_t on_jump(void *user, int64_t value)
{
	(void)user;
	ifz_fault_jump(value);
	return value;
}

void op_bad_jump_over_callback(struct machine *m, int value, int b, int c)
{
	(void)b, (void)c;
	int64_t out = 0;
	ifz_status status = ifz_jump_guard(on_jump, NULL, value, &out);
	say(m->out, "%d %lld", status, (long long)out);
}

void op_bad_write_null(struct machine *m, int a, int b, int c)
{
	(void)a, (void)b, (void)c;
	ifz_fault_write_address(0, 1);
	say(m->out, "done");
}

void op_bad_stack_smash(struct machine *m, int by, int b, int c)
{
	(void)b, (void)c;
	ifz_fault_stack_smash((size_t)by);
	say(m->out, "done");
}

void op_bad_pass_nested(struct machine *m, int slot, int b, int c)
{
	(void)b, (void)c;
	ifz_span span = {m->buffer[slot].data, m->buffer[slot].size};
	uint8_t room[8];
	size_t written = 0;
	ifz_gather(&span, 1, room, sizeof room, &written);
	say(m->out, "done");
}

static const uint8_t *on_provide_freed(void *user, size_t *size)
{
	struct buffer *b = user;
	uint8_t *volatile data = b->data;
	*size = b->size;
	buffer_free(b);
	return data;
}

void op_bad_return_unpinned(struct machine *m, int size, int seed, int c)
{
	(void)c;
	struct buffer b = buffer_of((size_t)size, seed);
	uint64_t digest = 0;
	ifz_call_provider(on_provide_freed, &b, &digest);
	say(m->out, "done");
}

void op_bad_leak_pin(struct machine *m, int slot, int b, int c)
{
	(void)b, (void)c;
	/* C has no pins: the buffer itself is forgotten. */
	m->buffer[slot] = (struct buffer){0};
	say(m->out, "done");
}

void op_bad_store_in_c(struct machine *m, int slot, int b, int c)
{
	(void)b, (void)c;
	void **place = ifz_mem_alloc(sizeof *place);
	*place = m->buffer[slot].data;
	ifz_mem_free(place);
	say(m->out, "done");
}
