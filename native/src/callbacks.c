/* Callbacks that are lent for a call: on this thread, on threads of C, one inside the other. */
#include "internal.h"

#include <stdlib.h>

static _Thread_local const struct ifzi_frame *t_frame;

const struct ifzi_frame *ifzi_frame_now(void)
{
	return t_frame;
}

void ifzi_frame_set(const struct ifzi_frame *frame)
{
	t_frame = frame;
}

uint32_t ifz_call_depth(void)
{
	return t_frame ? t_frame->depth : 0;
}

/* Fills a frame for one more callback; false at the limit. Not inlined: gcc would warn of the frame's address, which leave takes
 * back. */
static IFZI_NOINLINE bool enter(struct ifzi_frame *frame)
{
	uint32_t depth = ifz_call_depth();
	if (depth >= IFZ_LIMIT_NESTING)
		return false;
	*frame = (struct ifzi_frame){t_frame, NULL, depth + 1, t_frame && t_frame->in_worker};
	t_frame = frame;
	return true;
}

static void leave(const struct ifzi_frame *frame)
{
	t_frame = frame->outer;
}

ifz_status ifzi_invoke(ifz_callback callback, void *user, int64_t value, int64_t *out)
{
	struct ifzi_frame frame;
	if (!enter(&frame))
		return IFZ_E_LIMIT;
	int64_t result = callback(user, value);
	leave(&frame);
	*out = result;
	return IFZ_OK;
}

ifz_status ifz_call(ifz_callback callback, void *user, int64_t value, int64_t *out)
{
	return callback && out ? ifzi_invoke(callback, user, value, out) : IFZ_E_ARGUMENT;
}

static ifz_status call_many(ifz_callback callback, void *user, int64_t from, uint32_t count, int64_t *out)
{
	int64_t sum = 0;
	for (uint32_t i = 0; i < count; i++) {
		int64_t result;
		ifz_status status = ifzi_invoke(callback, user, ifzi_add(from, i), &result);
		if (status != IFZ_OK)
			return status;
		sum = ifzi_add(sum, result);
	}
	*out = sum;
	return IFZ_OK;
}

ifz_status ifz_call_many(ifz_callback callback, void *user, int64_t from, uint32_t count, int64_t *out)
{
	if (!callback || !out)
		return IFZ_E_ARGUMENT;
	return count > 65536 ? IFZ_E_LIMIT : call_many(callback, user, from, count, out);
}

struct thread_work {
	const struct ifzi_frame *frame;
	void (*work)(void *);
	void *argument;
};

static void *thread_main(void *argument)
{
	const struct thread_work *w = argument;
	t_frame = w->frame;
	w->work(w->argument);
	return NULL;
}

bool ifzi_thread_start(pthread_t *thread, size_t stack_bytes, void *(*start)(void *), void *argument)
{
	pthread_attr_t attributes;
	if (pthread_attr_init(&attributes))
		return false;
	bool started = !pthread_attr_setstacksize(&attributes, stack_bytes ? stack_bytes : IFZI_THREAD_STACK) && !pthread_create(thread, &attributes, start, argument);
	pthread_attr_destroy(&attributes);
	return started;
}

ifz_status ifzi_on_thread(size_t stack_bytes, void (*work)(void *), void *argument)
{
	struct thread_work w = {t_frame, work, argument};
	pthread_t thread;
	if (!ifzi_thread_start(&thread, stack_bytes, thread_main, &w))
		return IFZ_E_SYSTEM;
	pthread_join(thread, NULL);
	return IFZ_OK;
}

struct call_work {
	ifz_callback callback;
	void *user;
	int64_t from;
	uint32_t count;
	int64_t result;
	ifz_status status;
};

static void call_work(void *argument)
{
	struct call_work *w = argument;
	w->status = call_many(w->callback, w->user, w->from, w->count, &w->result);
}

static ifz_status call_on(size_t stack_bytes, ifz_callback callback, void *user, int64_t value, int64_t *out)
{
	struct call_work w = {callback, user, value, 1, 0, IFZ_OK};
	ifz_status status = ifzi_on_thread(stack_bytes, call_work, &w);
	if (status == IFZ_OK)
		status = w.status;
	if (status == IFZ_OK)
		*out = w.result;
	return status;
}

ifz_status ifz_call_on_thread(ifz_callback callback, void *user, int64_t value, int64_t *out)
{
	return callback && out ? call_on(0, callback, user, value, out) : IFZ_E_ARGUMENT;
}

ifz_status ifz_stack_call_on(size_t bytes, ifz_callback callback, void *user, int64_t value, int64_t *out)
{
	if (!callback || !out)
		return IFZ_E_ARGUMENT;
	return bytes < 4 * (size_t)IFZ_LIMIT_STACK || bytes > IFZ_LIMIT_BYTES ? IFZ_E_LIMIT : call_on(bytes, callback, user, value, out);
}

ifz_status ifz_call_on_threads(ifz_callback callback, void *user, uint32_t threads, uint32_t calls, int64_t *out)
{
	if (!callback || !out)
		return IFZ_E_ARGUMENT;
	if (threads > IFZ_LIMIT_THREADS || calls > 65536)
		return IFZ_E_LIMIT;
	struct call_work work[IFZ_LIMIT_THREADS];
	struct thread_work start[IFZ_LIMIT_THREADS];
	pthread_t ids[IFZ_LIMIT_THREADS];
	ifz_status status = IFZ_OK;
	uint32_t started = 0;
	for (; started < threads && status == IFZ_OK; started++) {
		work[started] = (struct call_work){callback, user, 0, calls, 0, IFZ_OK};
		start[started] = (struct thread_work){t_frame, call_work, &work[started]};
		if (!ifzi_thread_start(&ids[started], 0, thread_main, &start[started])) {
			status = IFZ_E_SYSTEM;
			break;
		}
	}
	int64_t sum = 0;
	for (uint32_t i = 0; i < started; i++) {
		pthread_join(ids[i], NULL);
		sum = ifzi_add(sum, work[i].result);
		if (status == IFZ_OK)
			status = work[i].status;
	}
	if (status == IFZ_OK)
		*out = sum;
	return status;
}

ifz_status ifz_call_point(ifz_point_fn callback, void *user, ifz_point point, ifz_point *out)
{
	struct ifzi_frame frame;
	if (!callback || !out)
		return IFZ_E_ARGUMENT;
	if (!enter(&frame))
		return IFZ_E_LIMIT;
	ifz_point result = callback(user, point);
	leave(&frame);
	*out = result;
	return IFZ_OK;
}

static ifz_status provide(ifz_provider_fn provider, void *user, uint64_t *out, bool owned)
{
	struct ifzi_frame frame;
	if (!provider || !out)
		return IFZ_E_ARGUMENT;
	if (!enter(&frame))
		return IFZ_E_LIMIT;
	size_t size = 0;
	const uint8_t *data = provider(user, &size);
	leave(&frame);
	ifz_status status = ifzi_check(data, size);
	if (status == IFZ_OK)
		*out = ifz_digest(data, size);
	if (owned)
		ifzi_raw_free((void *)(uintptr_t)data);
	return status;
}

ifz_status ifz_call_provider(ifz_provider_fn provider, void *user, uint64_t *out)
{
	return provide(provider, user, out, false);
}

ifz_status ifz_call_provider_owned(ifz_provider_fn provider, void *user, uint64_t *out)
{
	return provide(provider, user, out, true);
}

/* Sorts halves, and merges them through the room of spare. */
static void merge_sort(int32_t *values, int32_t *spare, size_t count, ifz_order_fn order, void *user)
{
	if (count < 2)
		return;
	size_t half = count / 2;
	merge_sort(values, spare, half, order, user);
	merge_sort(values + half, spare, count - half, order, user);
	size_t left = 0, right = half, at = 0;
	while (left < half && right < count)
		spare[at++] = order(user, values[left], values[right]) <= 0 ? values[left++] : values[right++];
	while (left < half)
		spare[at++] = values[left++];
	memcpy(values, spare, at * sizeof *values);
}

ifz_status ifz_call_sort(int32_t *values, size_t count, ifz_order_fn order, void *user)
{
	struct ifzi_frame frame;
	ifz_status status = order ? ifzi_check(values, count) : IFZ_E_ARGUMENT;
	if (status != IFZ_OK)
		return status;
	if (count > 65536)
		return IFZ_E_LIMIT;
	int32_t *spare = malloc((count ? count : 1) * sizeof *spare);
	if (!spare)
		return IFZ_E_MEMORY;
	bool entered = enter(&frame);
	if (entered) {
		merge_sort(values, spare, count, order, user);
		leave(&frame);
	}
	free(spare);
	return entered ? IFZ_OK : IFZ_E_LIMIT;
}

static int64_t negate(void *user, int64_t value)
{
	(void)user;
	return (int64_t)(0 - (uint64_t)value);
}

static int64_t twice(void *user, int64_t value)
{
	(void)user;
	return ifzi_add(value, value);
}

static int64_t add_user(void *user, int64_t value)
{
	const int64_t *number = user;
	return number ? ifzi_add(value, *number) : value;
}

static int64_t call_user(void *user, int64_t value)
{
	const ifz_callback *callback = (const ifz_callback *)user;
	return callback && *callback ? (*callback)(NULL, value) : value;
}

ifz_callback ifz_call_builtin(uint32_t which)
{
	static const ifz_callback all[] = {negate, twice, add_user, call_user};
	return which < sizeof all / sizeof *all ? all[which] : NULL;
}

int64_t ifz_fault_call_address(uintptr_t address)
{
	ifz_callback callback;
	memcpy((void *)&callback, &address, sizeof callback);
	return callback(NULL, 0);
}

int64_t ifz_fault_call_mistyped(ifz_callback callback, double value)
{
	typedef int64_t (*other_fn)(double, ifz_point);
	other_fn other;
	memcpy((void *)&other, (const void *)&callback, sizeof other);
	return other(value, (ifz_point){0x11111111, 0x22222222});
}

int64_t ifz_fault_call_user_freed(ifz_callback callback, void *user, int64_t value)
{
	void *again = user;
	IFZI_HIDE(again);
	ifzi_raw_free(user);
	return callback(again, value);
}
