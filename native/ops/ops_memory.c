/* Ownership, borrowing, buffers. */
#include "machine.h"

#include <stdlib.h>
#include <string.h>

void op_block_new(struct machine *m, int slot, int size, int fill)
{
	ifz_block_release(m->block[slot]);
	m->block[slot] = 0;
	say(m->out, "%d", ifz_block_new((size_t)size, (uint8_t)fill, &m->block[slot]));
}

void op_block_retain(struct machine *m, int slot, int b, int c)
{
	(void)b, (void)c;
	ifz_status status = ifz_block_retain(m->block[slot]);
	say(m->out, "%d references=%u", status, ifz_block_references(m->block[slot]));
}

void op_block_release(struct machine *m, int slot, int b, int c)
{
	(void)b, (void)c;
	ifz_status status = ifz_block_release(m->block[slot]);
	say(m->out, "%d references=%u released=%d", status, ifz_block_references(m->block[slot]), m->released);
}

void op_block_write(struct machine *m, int slot, int offset, int size)
{
	struct buffer b = buffer_of((size_t)size, offset);
	say(m->out, "%d", ifz_block_write(m->block[slot], (size_t)offset, b.data, b.size));
	buffer_free(&b);
}

void op_block_read(struct machine *m, int slot, int offset, int size)
{
	struct buffer b = buffer_of((size_t)size, 0);
	ifz_status status = ifz_block_read(m->block[slot], (size_t)offset, b.data, b.size);
	say(m->out, "%d sum=%08x", status, sum_of(b.data, b.size));
	buffer_free(&b);
}

void op_block_resize(struct machine *m, int slot, int size, int c)
{
	(void)c;
	ifz_status status = ifz_block_resize(m->block[slot], (size_t)size);
	size_t now = 0;
	ifz_block_size(m->block[slot], &now);
	say(m->out, "%d size=%zu", status, now);
}

void op_block_digest(struct machine *m, int slot, int b, int c)
{
	(void)b, (void)c;
	uint64_t digest = 0;
	ifz_status status = ifz_block_digest(m->block[slot], &digest);
	say(m->out, "%d digest=%016llx", status, (unsigned long long)digest);
}

void op_block_view(struct machine *m, int slot, int value, int c)
{
	(void)c;
	uint8_t *data = ifz_block_data(m->block[slot]);
	size_t size = 0;
	if (!data || ifz_block_size(m->block[slot], &size) != IFZ_OK) {
		say(m->out, "none");
		return;
	}
	for (size_t i = 0; i < size; i += 16)
		data[i] = (uint8_t)value;
	say(m->out, "sum=%08x", sum_of(data, size));
}

void op_block_clone(struct machine *m, int slot, int to, int c)
{
	(void)c;
	ifz_handle clone = 0;
	ifz_status status = ifz_block_clone(m->block[slot], &clone);
	ifz_block_release(m->block[to]);
	m->block[to] = clone;
	say(m->out, "%d released=%d", status, m->released);
}

void op_block_detach(struct machine *m, int slot, int b, int c)
{
	(void)b, (void)c;
	uint8_t *data = NULL;
	size_t size = 0;
	ifz_status status = ifz_block_detach(m->block[slot], &data, &size);
	say(m->out, "%d size=%zu sum=%08x", status, size, sum_of(data, size));
	ifz_mem_free(data);
}

static void on_release(void *user, void *data, size_t size)
{
	struct machine *m = user;
	m->released++;
	(void)size;
	free(data);
}

void op_block_adopt(struct machine *m, int slot, int size, int seed)
{
	ifz_block_release(m->block[slot]);
	m->block[slot] = 0;
	struct buffer b = buffer_of((size_t)size + 1, seed);
	ifz_status status = ifz_block_adopt(b.data, b.size, on_release, m, &m->block[slot]);
	if (status != IFZ_OK)
		buffer_free(&b);
	say(m->out, "%d released=%d", status, m->released);
}

void op_mem_copy(struct machine *m, int slot, int size, int seed)
{
	ifz_mem_free(m->memory[slot].data);
	struct buffer b = buffer_of((size_t)size, seed);
	m->memory[slot].data = ifz_mem_copy(b.data, b.size);
	m->memory[slot].size = m->memory[slot].data ? b.size : 0;
	buffer_free(&b);
	say(m->out, "%zu sum=%08x", m->memory[slot].size, sum_of(m->memory[slot].data, m->memory[slot].size));
}

void op_mem_resize(struct machine *m, int slot, int size, int c)
{
	(void)c;
	struct buffer *memory = &m->memory[slot];
	uint8_t *data = ifz_mem_resize(memory->data, (size_t)size);
	if (data) {
		size_t kept = memory->size < (size_t)size ? memory->size : (size_t)size;
		memset(data + kept, 0, (size_t)size - kept);
		*memory = (struct buffer){data, (size_t)size};
	}
	say(m->out, "%s size=%zu sum=%08x", data ? "ok" : "none", memory->size, sum_of(memory->data, memory->size));
}

void op_mem_free(struct machine *m, int slot, int b, int c)
{
	(void)b, (void)c;
	say(m->out, "%s", m->memory[slot].data ? "ok" : "none");
	ifz_mem_free(m->memory[slot].data);
	m->memory[slot] = (struct buffer){0};
}

void op_buffer_new(struct machine *m, int slot, int size, int seed)
{
	buffer_free(&m->buffer[slot]);
	m->buffer[slot] = buffer_of((size_t)size, seed);
	say(m->out, "sum=%08x", sum_of(m->buffer[slot].data, (size_t)size));
}

void op_buffer_sum(struct machine *m, int slot, int b, int c)
{
	(void)b, (void)c;
	say(m->out, "%zu sum=%08x", m->buffer[slot].size, sum_of(m->buffer[slot].data, m->buffer[slot].size));
}

void op_borrow_sum(struct machine *m, int slot, int b, int c)
{
	(void)b, (void)c;
	say(m->out, "%llu", (unsigned long long)ifz_borrow_sum(m->buffer[slot].data, m->buffer[slot].size));
}

void op_borrow_xor(struct machine *m, int slot, int key, int c)
{
	(void)c;
	struct buffer *b = &m->buffer[slot];
	ifz_status status = ifz_borrow_xor(b->data, b->size, (uint8_t)key);
	say(m->out, "%d sum=%08x", status, sum_of(b->data, b->size));
}

/* The buffer leaves its place: from now on it is C's to say when it may go. */
void op_retain(struct machine *m, int slot, int buffer, int c)
{
	(void)c;
	ifz_retained_release(m->retained[slot]);
	m->retained[slot] = 0;
	struct buffer *b = &m->buffer[buffer];
	ifz_status status = ifz_retain(b->data, b->size, on_release, m, &m->retained[slot]);
	if (status == IFZ_OK)
		*b = (struct buffer){0};
	say(m->out, "%d released=%d", status, m->released);
}

void op_retained_write(struct machine *m, int slot, int offset, int value)
{
	ifz_status status = ifz_retained_write(m->retained[slot], (size_t)offset, (uint8_t)value);
	uint64_t digest = 0;
	ifz_retained_digest(m->retained[slot], &digest);
	say(m->out, "%d digest=%016llx", status, (unsigned long long)digest);
}

void op_retained_read(struct machine *m, int slot, int offset, int c)
{
	(void)c;
	uint8_t value = 0;
	ifz_status status = ifz_retained_read(m->retained[slot], (size_t)offset, &value);
	const uint8_t *data = ifz_retained_pointer(m->retained[slot]);
	say(m->out, "%d %u %d", status, value, status == IFZ_OK ? data[offset] : -1);
}

void op_retained_release(struct machine *m, int slot, int b, int c)
{
	(void)b, (void)c;
	ifz_status status = ifz_retained_release(m->retained[slot]);
	say(m->out, "%d released=%d", status, m->released);
}

void op_cookie_swap(struct machine *m, int slot, int value, int c)
{
	(void)c;
	int64_t *boxed = malloc(sizeof *boxed);
	*boxed = value;
	int64_t *before = (int64_t *)ifz_cookie_swap((uint32_t)slot, (uintptr_t)boxed);
	if (before)
		say(m->out, "%lld", (long long)*before);
	else
		say(m->out, "none");
	free(before);
	m->cookie[slot] = boxed;
}

void op_fill(struct machine *m, int slot, int value, int c)
{
	(void)c;
	struct buffer *b = &m->buffer[slot];
	ifz_status status = ifz_fill(b->data, b->size, (uint8_t)value);
	say(m->out, "%d sum=%08x", status, sum_of(b->data, b->size));
}

void op_pattern(struct machine *m, int slot, int seed, int c)
{
	(void)c;
	struct buffer *b = &m->buffer[slot];
	ifz_status status = ifz_pattern(b->data, b->size, (uint32_t)seed);
	size_t same = ifz_pattern_differs(b->data, b->size, (uint32_t)seed), other = ifz_pattern_differs(b->data, b->size, (uint32_t)seed + 1);
	say(m->out, "%d sum=%08x %zu %zu", status, sum_of(b->data, b->size), same, other);
}

void op_copy(struct machine *m, int slot, int to, int c)
{
	(void)c;
	/* The two may not overlap. */
	if (slot == to) {
		say(m->out, "same");
		return;
	}
	struct buffer *from = &m->buffer[slot], *b = &m->buffer[to];
	size_t copied = 0;
	ifz_status status = ifz_copy(b->data, b->size, from->data, from->size, &copied);
	say(m->out, "%d copied=%zu sum=%08x", status, copied, sum_of(b->data, b->size));
}

void op_reverse(struct machine *m, int slot, int b, int c)
{
	(void)b, (void)c;
	struct buffer *buffer = &m->buffer[slot];
	ifz_status turned = ifz_reverse(buffer->data, buffer->size);
	ifz_status moved = ifz_move(buffer->data, buffer->size, 0, buffer->size / 3, buffer->size / 2);
	say(m->out, "%d %d sum=%08x", turned, moved, sum_of(buffer->data, buffer->size));
}

void op_compare(struct machine *m, int slot, int to, int c)
{
	(void)c;
	const struct buffer *a = &m->buffer[slot], *b = &m->buffer[to];
	say(m->out, "%d found=%lld", ifz_compare(a->data, a->size, b->data, b->size), (long long)ifz_find(a->data, a->size, b->size ? b->data[0] : 0));
}

void op_gather(struct machine *m, int slot, int to, int c)
{
	(void)c;
	const struct buffer *a = &m->buffer[slot], *b = &m->buffer[to];
	ifz_span spans[3] = {{a->data, a->size}, {b->data, b->size}, {a->data, a->size / 2}};
	struct buffer out = buffer_of(4096, 0);
	size_t written = 0;
	ifz_status status = ifz_gather(spans, 3, out.data, out.size, &written);
	say(m->out, "%d written=%zu sum=%08x", status, written, sum_of(out.data, out.size));
	buffer_free(&out);
}

void op_part(struct machine *m, int slot, int offset, int size)
{
	struct buffer *b = &m->buffer[slot];
	size_t from = (size_t)offset < b->size ? (size_t)offset : b->size;
	size_t bytes = (size_t)size < b->size - from ? (size_t)size : b->size - from;
	ifz_status status = ifz_borrow_xor(bytes ? b->data + from : NULL, bytes, 0x3c);
	say(m->out, "%d bytes=%zu sum=%08x", status, bytes, sum_of(b->data, b->size));
}
