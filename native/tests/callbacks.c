#include "check.h"

#include <stdatomic.h>

static int64_t add_one(void *user, int64_t value)
{
	atomic_int *calls = user;
	if (calls)
		(*calls)++;
	return value + 1;
}

/* Calls itself through the shim: value levels deep. */
static int64_t nested(void *user, int64_t value)
{
	int64_t below;
	if (!value)
		return ifz_call_depth();
	ifz_status status = value % 2 ? ifz_call(nested, user, value - 1, &below) : ifz_call_on_thread(nested, user, value - 1, &below);
	return status == IFZ_OK ? below : status;
}

static ifz_point turn(void *user, ifz_point point)
{
	(void)user;
	return (ifz_point){-point.y, point.x};
}

static const uint8_t *provide(void *user, size_t *size)
{
	*size = 3;
	return user;
}

static int32_t downwards(void *user, int32_t a, int32_t b)
{
	++*(int *)user;
	return (a < b) - (a > b);
}

/* user: the callback's own handle. */
static int64_t unregister_itself(void *user, int64_t value)
{
	(void)value;
	return ifz_unregister(*(ifz_handle *)user);
}

static void test_lent(void)
{
	int64_t out = 0;
	uint64_t digest;
	atomic_int calls = 0;
	OK(ifz_call(add_one, &calls, 41, &out));
	IS(out, 42);
	IS(ifz_call(NULL, NULL, 1, &out), IFZ_E_ARGUMENT);
	OK(ifz_call_many(add_one, &calls, 1, 4, &out));
	IS(out, 2 + 3 + 4 + 5);
	IS(ifz_call_many(add_one, NULL, 1, 65537, &out), IFZ_E_LIMIT);
	OK(ifz_call_on_thread(add_one, &calls, -1, &out));
	IS(out, 0);
	IS(calls, 6);
	OK(ifz_call_on_threads(add_one, &calls, 4, 100, &out));
	IS(out, 4 * 5050);
	IS(calls, 406);
	IS(ifz_call_on_threads(add_one, NULL, IFZ_LIMIT_THREADS + 1, 1, &out), IFZ_E_LIMIT);

	OK(ifz_call(nested, NULL, IFZ_LIMIT_NESTING - 1, &out));
	IS(out, IFZ_LIMIT_NESTING);
	OK(ifz_call(nested, NULL, IFZ_LIMIT_NESTING, &out));
	IS(out, IFZ_E_LIMIT);
	IS(ifz_call_depth(), 0);

	ifz_point point;
	OK(ifz_call_point(turn, NULL, (ifz_point){1, 2}, &point));
	IS(point.x, -2);
	IS(point.y, 1);
	OK(ifz_call_provider(provide, (void *)"abc", &digest));
	IS(digest, ifz_digest("abc", 3));
	IS(ifz_call_provider(provide, NULL, &digest), IFZ_E_ARGUMENT);
	OK(ifz_call_provider_owned(provide, ifz_mem_copy("xyz", 3), &digest));
	IS(digest, ifz_digest("xyz", 3));

	int comparisons = 0;
	int32_t values[] = {3, 1, 2, 5, 4};
	OK(ifz_call_sort(values, 5, downwards, &comparisons));
	for (int32_t i = 0; i < 5; i++)
		IS(values[i], 5 - i);
	IS(comparisons, 8);

	int64_t number = 5;
	IS(ifz_call_builtin(0)(NULL, 5), -5);
	IS(ifz_call_builtin(1)(NULL, 5), 10);
	IS(ifz_call_builtin(2)(&number, 5), 10);
	ifz_callback one = add_one;
	IS(ifz_call_builtin(3)((void *)&one, 5), 6);
	TRUE(!ifz_call_builtin(4));

	OK(ifz_stack_call(64, add_one, NULL, 1, &out));
	IS(out, 2);
	IS(ifz_stack_call(65, add_one, NULL, 1, &out), IFZ_E_LIMIT);
	OK(ifz_stack_call_on(4 * (size_t)IFZ_LIMIT_STACK, add_one, NULL, 2, &out));
	IS(out, 3);
	IS(ifz_stack_call_on(4096, add_one, NULL, 2, &out), IFZ_E_LIMIT);
}

static void test_kept(void)
{
	ifz_handle h, itself;
	int64_t out = 0;
	OK(ifz_register(add_one, NULL, &h));
	OK(ifz_fire(h, 1, &out));
	IS(out, 2);
	OK(ifz_fire_on_thread(h, 2, &out));
	IS(out, 3);
	OK(ifz_unregister(h));
	IS(ifz_fire(h, 1, &out), IFZ_E_HANDLE);
	IS(ifz_fire_on_thread(h, 1, &out), IFZ_E_HANDLE);
	IS(ifz_unregister(h), IFZ_E_HANDLE);
	OK(ifz_register(unregister_itself, &itself, &itself));
	OK(ifz_fire(itself, 1, &out));
	IS(out, IFZ_E_STATE);
	OK(ifz_fire_on_thread(itself, 1, &out));
	IS(out, IFZ_E_STATE);
	IS(ifz_register(NULL, NULL, &h), IFZ_E_ARGUMENT);
}

void test_callbacks(void)
{
	test_lent();
	test_kept();
}
