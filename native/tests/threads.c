#include "check.h"

static int64_t from_worker(void *user, int64_t value)
{
	int64_t out;
	/* A worker may not wait for workers: the lock-step could never end. */
	ifz_status status = ifz_worker_wait(*(ifz_handle *)user, &out);
	return status == IFZ_E_STATE && ifz_worker_stop(*(ifz_handle *)user) == IFZ_E_STATE ? value * 2 : -1;
}

static int64_t try_lock(void *user, int64_t value)
{
	(void)user;
	(void)value;
	return ifz_lock_enter();
}

static int64_t number(void *user, int64_t value)
{
	(void)user;
	(void)value;
	return ifz_thread_number();
}

void test_threads(void)
{
	ifz_handle w, v;
	int64_t out = 0;
	uint8_t data[100];
	OK(ifz_worker_start(&w));
	OK(ifz_worker_start(&v));
	IS(ifz_worker_wait(w, &out), IFZ_E_STATE);
	OK(ifz_worker_call(w, from_worker, &v, 21));
	OK(ifz_worker_fill(v, data, sizeof data, 5));
	OK(ifz_worker_wait(w, &out));
	IS(out, 42);
	OK(ifz_worker_wait(v, &out));
	IS(ifz_pattern_differs(data, sizeof data, 5), sizeof data);
	IS(out, ifz_borrow_sum(data, sizeof data));
	OK(ifz_worker_fill(v, data, sizeof data, 6));
	IS(ifz_worker_call(v, from_worker, &v, 1), IFZ_E_STATE);
	OK(ifz_worker_stop(v));
	IS(ifz_pattern_differs(data, sizeof data, 6), sizeof data);
	IS(ifz_worker_stop(v), IFZ_E_HANDLE);
	IS(ifz_worker_wait(v, &out), IFZ_E_HANDLE);
	IS(ifz_worker_call(v, from_worker, &v, 1), IFZ_E_HANDLE);
	OK(ifz_worker_stop(w));
	for (int i = 0; i < IFZ_LIMIT_THREADS; i++)
		OK(ifz_worker_start(&w));
	IS(ifz_worker_start(&w), IFZ_E_LIMIT);

	OK(ifz_lock_enter());
	IS(ifz_lock_enter(), IFZ_E_STATE);
	OK(ifz_call_on_thread(try_lock, NULL, 0, &out));
	IS(out, IFZ_E_STATE);
	OK(ifz_lock_leave());
	IS(ifz_lock_leave(), IFZ_E_STATE);

	uint32_t here = ifz_thread_number();
	IS(here, ifz_thread_number());
	OK(ifz_call_on_thread(number, NULL, 0, &out));
	TRUE(out != here);
}
