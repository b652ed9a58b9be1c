/* Threads, globals, canaries, and what a managed runtime does besides. */
#include "machine.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static struct weight seven = {7, false};

static void stop(struct machine *m, int slot)
{
	ifz_worker_stop(m->worker[slot]);
	m->worker[slot] = 0;
	buffer_free(&m->fill[slot]);
}

void op_worker_start(struct machine *m, int slot, int b, int c)
{
	(void)b, (void)c;
	stop(m, slot);
	say(m->out, "%d", ifz_worker_start(&m->worker[slot]));
}

void op_worker_call(struct machine *m, int slot, int value, int c)
{
	(void)c;
	say(m->out, "%d", ifz_worker_call(m->worker[slot], on_call, &seven, value));
}

void op_worker_fill(struct machine *m, int slot, int size, int seed)
{
	struct buffer b = buffer_of((size_t)size + 1, 0);
	ifz_status status = ifz_worker_fill(m->worker[slot], b.data, b.size, (uint32_t)seed);
	if (status == IFZ_OK)
		m->fill[slot] = b;
	else
		buffer_free(&b);
	say(m->out, "%d", status);
}

void op_worker_wait(struct machine *m, int slot, int b, int c)
{
	(void)b, (void)c;
	int64_t out = 0;
	ifz_status status = ifz_worker_wait(m->worker[slot], &out);
	say(m->out, "%d %lld sum=%08x", status, (long long)out, sum_of(m->fill[slot].data, m->fill[slot].size));
	buffer_free(&m->fill[slot]);
}

void op_worker_stop(struct machine *m, int slot, int b, int c)
{
	(void)b, (void)c;
	say(m->out, "%s", m->worker[slot] ? "ok" : "none");
	stop(m, slot);
}

void op_lock(struct machine *m, int a, int b, int c)
{
	(void)a, (void)b, (void)c;
	ifz_status entered = ifz_lock_enter(), again = ifz_lock_enter(), left = ifz_lock_leave(), twice = ifz_lock_leave();
	say(m->out, "%d %d %d %d", entered, again, left, twice);
}

void op_global_add(struct machine *m, int by, int b, int c)
{
	(void)b, (void)c;
	int64_t now = ifz_global_add(by);
	ifz_global_number += by * 2;
	say(m->out, "%lld total=%lld %s", (long long)now, (long long)ifz_global_total(), ifz_global_name);
}

void op_global_text(struct machine *m, int seed, int length, int c)
{
	(void)c;
	char *text = text_of(seed, length), before[200] = {0};
	size_t needed = 0;
	ifz_status got = ifz_global_text_get(before, sizeof before, &needed), set = ifz_global_text_set(text);
	say(m->out, "%d needed=%zu sum=%08x %d", got, needed, sum_of(before, sizeof before), set);
	free(text);
}

void op_canary_new(struct machine *m, int slot, int size, int c)
{
	(void)c;
	ifz_canary_free(m->canary[slot]);
	ifz_canary_forget(m->canary[slot]);
	m->canary[slot] = 0;
	m->canary_size[slot] = (size_t)size;
	say(m->out, "%d", ifz_canary_new((size_t)size, &m->canary[slot]));
}

void op_canary_write(struct machine *m, int slot, int seed, int c)
{
	(void)c;
	uint8_t *data = ifz_canary_data(m->canary[slot]);
	if (!data) {
		say(m->out, "none");
		return;
	}
	for (size_t i = 0; i < m->canary_size[slot]; i++)
		data[i] = pattern(seed, i);
	say(m->out, "sum=%08x", sum_of(data, m->canary_size[slot]));
}

void op_canary_seal(struct machine *m, int slot, int b, int c)
{
	(void)b, (void)c;
	say(m->out, "%d", ifz_canary_seal(m->canary[slot]));
}

void op_canary_check(struct machine *m, int slot, int b, int c)
{
	(void)b, (void)c;
	ifz_canary_report report;
	memset(&report, 0, sizeof report);
	ifz_status status = ifz_canary_check(m->canary[slot], &report);
	say(m->out, "%d zone=%d offset=%lld changed=%zu count=%u first=%u", status, report.zone, (long long)report.offset, report.changed, report.count, report.found[0]);
}

void op_canary_free(struct machine *m, int slot, int b, int c)
{
	(void)b, (void)c;
	say(m->out, "%d", ifz_canary_free(m->canary[slot]));
}

/* C has nothing to collect. */
void op_collect(struct machine *m, int a, int b, int c)
{
	(void)a, (void)b, (void)c;
	say(m->out, "ok");
}

void op_garbage(struct machine *m, int count, int b, int c)
{
	(void)b, (void)c;
	uint32_t sum = 0;
	for (int i = 0; i < count; i++) {
		struct buffer piece = buffer_of((size_t)(i * 200), i);
		sum += sum_of(piece.data, piece.size);
		buffer_free(&piece);
	}
	say(m->out, "%u", sum);
}

static int64_t deeper(int depth, int64_t value);

static int64_t on_deeper(void *user, int64_t value)
{
	return deeper(*(const int *)user - 1, value);
}

/* A kilobyte of stack on each level; every eighth one goes through C. */
static int64_t deeper(int depth, int64_t value)
{
	uint8_t local[1024];
	for (size_t i = 0; i < sizeof local; i++)
		local[i] = pattern(depth, i);
	int64_t out = value;
	if (depth > 0 && depth % 8 == 0)
		ifz_call(on_deeper, &depth, value, &out);
	else if (depth > 0)
		out = deeper(depth - 1, value);
	return out * 3 % 1000003 + local[(size_t)(out & 1023)] + (int64_t)(ifz_borrow_sum(local, sizeof local) % 7);
}

void op_grow_stack(struct machine *m, int depth, int value, int c)
{
	(void)c;
	say(m->out, "%lld", (long long)deeper(depth, value + 128));
}

struct piece {
	struct buffer buffer;
	int64_t out;
};

static void *on_piece(void *argument)
{
	struct piece *p = argument;
	int64_t called = 0;
	ifz_borrow_xor(p->buffer.data, p->buffer.size, 0x5a);
	ifz_call(on_call, &seven, (int64_t)p->buffer.size, &called);
	p->out = (int64_t)ifz_borrow_sum(p->buffer.data, p->buffer.size) + called;
	return NULL;
}

void op_concurrently(struct machine *m, int threads, int seed, int c)
{
	(void)c;
	struct piece pieces[8];
	pthread_t thread[8];
	int64_t sum = 0;
	for (int i = 0; i < threads; i++) {
		pieces[i] = (struct piece){buffer_of((size_t)(100 + 50 * i), seed + i), 0};
		if (pthread_create(&thread[i], NULL, on_piece, &pieces[i]))
			abort();
	}
	for (int i = 0; i < threads; i++) {
		pthread_join(thread[i], NULL);
		sum = sum * 31 + pieces[i].out;
		buffer_free(&pieces[i].buffer);
	}
	say(m->out, "%lld", (long long)sum);
}

void op_finalize(struct machine *m, int size, int b, int c)
{
	(void)b, (void)c;
	ifz_handle block = 0;
	ifz_status status = ifz_block_new((size_t)size, 1, &block);
	uint32_t before = ifz_block_references(block);
	ifz_block_release(block);
	say(m->out, "%d %u then %u", status, before, ifz_block_references(block));
}

/* A channel with room for one value. */
struct channel {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	bool full, closed;
	int64_t value;
};

#define CHANNEL {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false, false, 0}

static void channel_send(struct channel *c, int64_t value)
{
	pthread_mutex_lock(&c->lock);
	while (c->full)
		pthread_cond_wait(&c->changed, &c->lock);
	c->value = value;
	c->full = true;
	pthread_cond_broadcast(&c->changed);
	pthread_mutex_unlock(&c->lock);
}

static void channel_close(struct channel *c)
{
	pthread_mutex_lock(&c->lock);
	c->closed = true;
	pthread_cond_broadcast(&c->changed);
	pthread_mutex_unlock(&c->lock);
}

/* False when it is closed and nothing is left in it. */
static bool channel_take(struct channel *c, int64_t *value)
{
	pthread_mutex_lock(&c->lock);
	while (!c->full && !c->closed)
		pthread_cond_wait(&c->changed, &c->lock);
	bool there = c->full;
	*value = c->value;
	c->full = false;
	pthread_cond_broadcast(&c->changed);
	pthread_mutex_unlock(&c->lock);
	return there;
}

static int64_t on_send(void *user, int64_t value)
{
	channel_send(user, value);
	return value + 1;
}

/* Two ends of a thread: what it takes from one goes, changed, to the other. */
struct stage {
	struct channel *from, *to;
	struct buffer *memory;
};

static void *on_total(void *argument)
{
	const struct stage *s = argument;
	int64_t total = 0, value = 0;
	while (channel_take(s->from, &value))
		total += value * value + 1;
	channel_send(s->to, total);
	return NULL;
}

void op_channel(struct machine *m, int threads, int calls, int c)
{
	(void)c;
	struct channel sent = CHANNEL, answer = CHANNEL;
	struct stage stage = {&sent, &answer, NULL};
	pthread_t thread;
	int64_t out = 0, total = 0;
	if (pthread_create(&thread, NULL, on_total, &stage))
		abort();
	ifz_status status = ifz_call_on_threads(on_send, &sent, (uint32_t)threads, (uint32_t)calls, &out);
	channel_close(&sent);
	channel_take(&answer, &total);
	pthread_join(thread, NULL);
	say(m->out, "%d %lld total=%lld", status, (long long)out, (long long)total);
}

static void *on_stage(void *argument)
{
	const struct stage *s = argument;
	int64_t key = 0;
	if (channel_take(s->from, &key))
		ifz_borrow_xor(s->memory->data, s->memory->size, (uint8_t)key);
	channel_send(s->to, key + 1);
	return NULL;
}

void op_hand_over(struct machine *m, int stages, int size, int seed)
{
	struct buffer bytes = buffer_of((size_t)size, seed);
	struct buffer memory = {ifz_mem_copy(bytes.data, bytes.size), bytes.size};
	struct channel channels[9];
	struct stage stage[8];
	pthread_t thread[8];
	buffer_free(&bytes);
	for (int i = 0; i <= stages; i++)
		channels[i] = (struct channel)CHANNEL;
	for (int i = 0; i < stages; i++) {
		stage[i] = (struct stage){&channels[i], &channels[i + 1], &memory};
		if (pthread_create(&thread[i], NULL, on_stage, &stage[i]))
			abort();
	}
	int64_t last = 0;
	channel_send(&channels[0], seed);
	channel_take(&channels[stages], &last);
	for (int i = 0; i < stages; i++)
		pthread_join(thread[i], NULL);
	say(m->out, "%lld sum=%08x", (long long)last, sum_of(memory.data, memory.size));
	ifz_mem_free(memory.data);
}

void op_echo(struct machine *m, int value, int b, int c)
{
	(void)b, (void)c;
	say(m->out, "%d %u %d %u %d %u", ifz_echo_i8((int8_t)value), ifz_echo_u8((uint8_t)value), ifz_echo_i16((int16_t)(value * 257)), ifz_echo_u16((uint16_t)(value * 257)),
		ifz_echo_i32(value * 65537), ifz_echo_u32((uint32_t)value * 65537u));
	int64_t wide = value * 4295032833LL;
	say(m->out, " %lld %llu %d %d %d", (long long)ifz_echo_i64(wide), (unsigned long long)ifz_echo_u64((uint64_t)wide), (int)ifz_echo_f32((float)value * 2), (int)ifz_echo_f64(value * 4.0), ifz_echo_bool(value % 2 != 0));
	int8_t small = (int8_t)value;
	say(m->out, " %016llx", (unsigned long long)ifz_many(small, (uint16_t)(value * 3), value, wide, (float)value, value * 0.5, (uint8_t)value, (int16_t)(value * 5), (uint32_t)value, (uint64_t)wide, value * 0.25, value > 0));
}
