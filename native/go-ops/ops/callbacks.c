#include "callbacks.h"

#include "_cgo_export.h"

static int64_t on_call(void *user, int64_t value)
{
	return goOnCall((uintptr_t)user, value);
}

static int64_t on_nested(void *user, int64_t left)
{
	return goOnNested((uintptr_t)user, left);
}

static int64_t on_send(void *user, int64_t value)
{
	return goOnSend((uintptr_t)user, value);
}

static int64_t on_deeper(void *user, int64_t value)
{
	return goOnDeeper((uintptr_t)user, value);
}

static ifz_point on_point(void *user, ifz_point point)
{
	return goOnPoint((uintptr_t)user, point);
}

static const uint8_t *on_provide(void *user, size_t *size)
{
	return goOnProvide((uintptr_t)user, size);
}

static const uint8_t *on_provide_owned(void *user, size_t *size)
{
	return goOnProvideOwned((uintptr_t)user, size);
}

static int32_t on_order(void *user, int32_t a, int32_t b)
{
	(void)user;
	return goOnOrder(a, b);
}

static int64_t on_add(void *user, int64_t a, int64_t b)
{
	return goOnAdd(*(int64_t *)user, a, b);
}

static int64_t on_subtract(void *user, int64_t a, int64_t b)
{
	return goOnSubtract(*(int64_t *)user, a, b);
}

static int64_t on_multiply(void *user, int64_t a, int64_t b)
{
	return goOnMultiply(*(int64_t *)user, a, b);
}

static void on_release(void *user, void *data, size_t size)
{
	(void)data;
	(void)size;
	goOnRelease((uintptr_t)user);
}

static int64_t on_jump(void *user, int64_t value)
{
	(void)user;
	return goOnJump(value);
}

ifz_status go_adopt(uint8_t *data, size_t size, uintptr_t user, ifz_handle *out)
{
	return ifz_block_adopt(data, size, on_release, (void *)user, out);
}

ifz_status go_retain(uint8_t *data, size_t size, uintptr_t user, ifz_handle *out)
{
	return ifz_retain(data, size, on_release, (void *)user, out);
}

ifz_status go_call(uintptr_t user, int64_t value, int64_t *out)
{
	return ifz_call(on_call, (void *)user, value, out);
}

ifz_status go_call_many(uintptr_t user, int64_t from, uint32_t count, int64_t *out)
{
	return ifz_call_many(on_call, (void *)user, from, count, out);
}

ifz_status go_call_nested(uintptr_t user, int64_t left, int64_t *out)
{
	return ifz_call(on_nested, (void *)user, left, out);
}

ifz_status go_call_deeper(uintptr_t user, int64_t value, int64_t *out)
{
	return ifz_call(on_deeper, (void *)user, value, out);
}

ifz_status go_call_on_thread(uintptr_t user, int64_t value, int64_t *out)
{
	return ifz_call_on_thread(on_call, (void *)user, value, out);
}

ifz_status go_call_on_threads(uintptr_t user, uint32_t threads, uint32_t calls, int64_t *out)
{
	return ifz_call_on_threads(on_call, (void *)user, threads, calls, out);
}

ifz_status go_send_on_threads(uintptr_t user, uint32_t threads, uint32_t calls, int64_t *out)
{
	return ifz_call_on_threads(on_send, (void *)user, threads, calls, out);
}

ifz_status go_call_point(uintptr_t user, ifz_point point, ifz_point *out)
{
	return ifz_call_point(on_point, (void *)user, point, out);
}

ifz_status go_call_provider(uintptr_t user, uint64_t *out)
{
	return ifz_call_provider(on_provide, (void *)user, out);
}

ifz_status go_call_provider_owned(uintptr_t user, uint64_t *out)
{
	return ifz_call_provider_owned(on_provide_owned, (void *)user, out);
}

ifz_status go_call_sort(int32_t *values, size_t count)
{
	return ifz_call_sort(values, count, on_order, 0);
}

ifz_status go_register(uintptr_t user, ifz_handle *out)
{
	return ifz_register(on_call, (void *)user, out);
}

ifz_status go_stack_call(uint32_t frames, uintptr_t user, int64_t value, int64_t *out)
{
	return ifz_stack_call(frames, on_call, (void *)user, value, out);
}

ifz_status go_stack_call_on(size_t bytes, uintptr_t user, int64_t value, int64_t *out)
{
	return ifz_stack_call_on(bytes, on_call, (void *)user, value, out);
}

ifz_status go_worker_call(ifz_handle worker, uintptr_t user, int64_t value)
{
	return ifz_worker_call(worker, on_call, (void *)user, value);
}

ifz_status go_jump_guard(int64_t value, int64_t *out)
{
	return ifz_jump_guard(on_jump, 0, value, out);
}

ifz_status go_ops_run(int64_t a, int64_t b, int64_t *out)
{
	int64_t weight = 3;
	ifz_ops ops = {on_add, on_subtract, on_multiply, &weight};
	return ifz_ops_run(&ops, a, b, out);
}

int64_t go_ops_subtract(const ifz_ops *ops, int64_t a, int64_t b)
{
	return ops->subtract(0, a, b);
}

static int64_t on_bench(void *user, int64_t value)
{
	(void)user;
	return goOnBench(value);
}

int64_t go_bench_call(int64_t value)
{
	int64_t out = 0;
	ifz_call(on_bench, 0, value, &out);
	return out;
}
