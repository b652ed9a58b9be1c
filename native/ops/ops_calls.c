/* Callbacks, errno, variadics, control. */
#include "machine.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* The weight of callbacks that are borrowed for a call. */
static struct weight five = {5, false};

void op_call(struct machine *m, int value, int b, int c)
{
	(void)b, (void)c;
	int64_t out = 0;
	ifz_status status = ifz_call(on_call, &five, value, &out);
	say(m->out, "%d %lld", status, (long long)out);
}

void op_call_many(struct machine *m, int from, int count, int c)
{
	(void)c;
	int64_t out = 0;
	ifz_status status = ifz_call_many(on_call, &five, from, (uint32_t)count, &out);
	say(m->out, "%d %lld", status, (long long)out);
}

static int64_t on_nested(void *user, int64_t left)
{
	if (left <= 0)
		return ifz_call_depth();
	int64_t out = 0;
	ifz_status status = ifz_call(on_nested, user, left - 1, &out);
	return status == IFZ_OK ? out + ((const struct weight *)user)->weight : status;
}

void op_call_nested(struct machine *m, int depth, int value, int c)
{
	(void)c;
	struct weight weight = {value, false};
	int64_t out = 0;
	ifz_status status = ifz_call(on_nested, &weight, depth, &out);
	say(m->out, "%d %lld depth=%u", status, (long long)out, ifz_call_depth());
}

void op_call_on_thread(struct machine *m, int value, int b, int c)
{
	(void)b, (void)c;
	int64_t out = 0;
	ifz_status status = ifz_call_on_thread(on_call, &five, value, &out);
	say(m->out, "%d %lld", status, (long long)out);
}

void op_call_on_threads(struct machine *m, int threads, int calls, int c)
{
	(void)c;
	int64_t out = 0;
	ifz_status status = ifz_call_on_threads(on_call, &five, (uint32_t)threads, (uint32_t)calls, &out);
	say(m->out, "%d %lld", status, (long long)out);
}

static ifz_point on_point(void *user, ifz_point p)
{
	return (ifz_point){p.y + (int32_t)((const struct weight *)user)->weight, p.x * 2};
}

void op_call_point(struct machine *m, int x, int y, int c)
{
	(void)c;
	ifz_point out = {0, 0};
	ifz_status status = ifz_call_point(on_point, &five, (ifz_point){x, y}, &out);
	say(m->out, "%d %d,%d", status, out.x, out.y);
}

static const uint8_t *on_provide(void *user, size_t *size)
{
	const struct buffer *b = user;
	*size = b->size;
	return b->data;
}

static const uint8_t *on_provide_owned(void *user, size_t *size)
{
	const struct buffer *b = user;
	*size = b->size;
	return ifz_mem_copy(b->data, b->size);
}

static void provide(struct machine *m, ifz_status (*ask)(ifz_provider_fn, void *, uint64_t *), ifz_provider_fn provider, int size, int seed)
{
	struct buffer b = buffer_of((size_t)size, seed);
	uint64_t digest = 0;
	ifz_status status = ask(provider, &b, &digest);
	say(m->out, "%d digest=%016llx", status, (unsigned long long)digest);
	buffer_free(&b);
}

void op_call_provider(struct machine *m, int size, int seed, int c)
{
	(void)c;
	provide(m, ifz_call_provider, on_provide, size, seed);
}

void op_call_provider_owned(struct machine *m, int size, int seed, int c)
{
	(void)c;
	provide(m, ifz_call_provider_owned, on_provide_owned, size, seed);
}

static int32_t on_order(void *user, int32_t a, int32_t b)
{
	(void)user;
	int32_t by_last = a % 10 - b % 10;
	return by_last ? by_last : b - a;
}

void op_call_sort(struct machine *m, int seed, int count, int c)
{
	(void)c;
	int32_t numbers[32] = {0};
	for (int i = 0; i < count; i++)
		numbers[i] = (seed * 73 + i * i * 37) % 1009;
	ifz_status status = ifz_call_sort(numbers, (size_t)count, on_order, NULL);
	say(m->out, "%d sum=%08x", status, sum_of(numbers, sizeof numbers));
}

void op_register(struct machine *m, int slot, int weight, int c)
{
	(void)c;
	ifz_unregister(m->callback[slot]);
	free(m->weight[slot]);
	m->callback[slot] = 0;
	m->weight[slot] = malloc(sizeof *m->weight[slot]);
	*m->weight[slot] = (struct weight){weight, false};
	say(m->out, "%d", ifz_register(on_call, m->weight[slot], &m->callback[slot]));
}

void op_fire(struct machine *m, int slot, int value, int c)
{
	(void)c;
	int64_t out = 0;
	ifz_status status = ifz_fire(m->callback[slot], value, &out);
	say(m->out, "%d %lld", status, (long long)out);
}

void op_fire_on_thread(struct machine *m, int slot, int value, int c)
{
	(void)c;
	int64_t out = 0;
	ifz_status status = ifz_fire_on_thread(m->callback[slot], value, &out);
	say(m->out, "%d %lld", status, (long long)out);
}

void op_unregister(struct machine *m, int slot, int b, int c)
{
	(void)b, (void)c;
	say(m->out, "%d", ifz_unregister(m->callback[slot]));
	free(m->weight[slot]);
	m->weight[slot] = NULL;
}

void op_stack_call(struct machine *m, int frames, int value, int c)
{
	(void)c;
	int64_t out = 0, other = 0;
	ifz_status status = ifz_stack_call((uint32_t)frames, on_call, &five, value, &out);
	ifz_status on = ifz_stack_call_on(IFZ_LIMIT_STACK * 2, on_call, &five, value + 1, &other);
	say(m->out, "%d %lld %d %lld", status, (long long)out, on, (long long)other);
}

void op_errno_fail(struct machine *m, int error, int result, int c)
{
	(void)c;
	errno = 0;
	int32_t answer = ifz_errno_fail(error, result);
	int seen = errno;
	say(m->out, "%d errno=%d", answer, seen);
}

void op_errno_open_nothing(struct machine *m, int a, int b, int c)
{
	(void)a, (void)b, (void)c;
	errno = 0;
	int32_t answer = ifz_errno_open_nothing();
	int seen = errno;
	say(m->out, "%d errno=%d", answer, seen);
}

void op_errno_text(struct machine *m, int error, int b, int c)
{
	(void)b, (void)c;
	char text[24] = {0};
	ifz_status status = ifz_errno_text(error, text, sizeof text);
	say(m->out, "%d %s", status, text);
}

void op_va_sum(struct machine *m, int seed, int count, int c)
{
	(void)c;
	int64_t values[10];
	for (int i = 0; i < 10; i++)
		values[i] = (int64_t)(seed + i) << (4 * i);
	say(m->out, "%lld", (long long)ifz_va_sum_of(values, (uint32_t)count));
}

void op_va_format(struct machine *m, int seed, int length, int value)
{
	char *text = text_of(seed, length), out[60] = {0};
	int32_t wanted = ifz_va_format_three(out, sizeof out, text, value * 1000000007LL, value * 0.125);
	say(m->out, "%d sum=%08x", wanted, sum_of(out, sizeof out));
	free(text);
}

void op_jump_inside(struct machine *m, int depth, int value, int c)
{
	(void)c;
	int32_t out = 0;
	ifz_status status = ifz_jump_inside((uint32_t)depth, value, &out);
	say(m->out, "%d %d", status, out);
}

void op_signal(struct machine *m, int count, int b, int c)
{
	(void)b, (void)c;
	enum { usr1 = 10 };
	bool on_stack = false;
	ifz_status handled = ifz_signal_handle(usr1), raised = IFZ_OK;
	for (int i = 0; i < count; i++)
		raised = ifz_signal_raise(usr1);
	ifz_status thread = ifz_signal_on_thread(usr1, &on_stack);
	uint32_t seen = ifz_signal_count(usr1);
	say(m->out, "%d %d %d %d count=%u", handled, raised, thread, on_stack, seen);
	ifz_status restored = ifz_signal_restore(usr1);
	say(m->out, " %d %d", restored, ifz_signal_raise(usr1));
}

void op_stack_use(struct machine *m, int frames, int size, int c)
{
	(void)c;
	uint64_t deep = 0, wide = 0;
	ifz_status went = ifz_stack_deep((uint32_t)frames, &deep), lay = ifz_stack_wide((size_t)size * 6, (uint32_t)frames, &wide);
	say(m->out, "%d %016llx %d %016llx", went, (unsigned long long)deep, lay, (unsigned long long)wide);
}
