/* What threads have of their own, the lock that is held across calls, and threads without order. */
#include "internal.h"

#include <stdatomic.h>
#include <stdlib.h>

static pthread_mutex_t s_held = PTHREAD_MUTEX_INITIALIZER;
static _Thread_local bool t_holds;

ifz_status ifz_lock_enter(void)
{
	if (t_holds || pthread_mutex_trylock(&s_held))
		return IFZ_E_STATE;
	t_holds = true;
	return IFZ_OK;
}

ifz_status ifz_lock_leave(void)
{
	if (!t_holds)
		return IFZ_E_STATE;
	t_holds = false;
	pthread_mutex_unlock(&s_held);
	return IFZ_OK;
}

void ifzi_reset_lock(void)
{
	ifz_lock_leave();
}

uint32_t ifz_thread_number(void)
{
	static atomic_uint last;
	static _Thread_local uint32_t number;
	if (!number)
		number = ++last;
	return number;
}

/* Starts two threads at once, or one after the other. */
static void two_threads(void *(*first)(void *), void *(*second)(void *), void *argument, bool together)
{
	pthread_t a, b;
	if (pthread_create(&a, NULL, first, argument))
		abort();
	if (!together)
		pthread_join(a, NULL);
	if (pthread_create(&b, NULL, second, argument))
		abort();
	if (together)
		pthread_join(a, NULL);
	pthread_join(b, NULL);
}

static volatile int64_t s_raced;

static void *race_main(void *argument)
{
	const uint32_t *rounds = argument;
	for (uint32_t i = 0; i < *rounds; i++)
		s_raced = s_raced + 1;
	return NULL;
}

int64_t ifz_fault_race(uint32_t rounds)
{
	s_raced = 0;
	two_threads(race_main, race_main, &rounds, true);
	return s_raced;
}

static pthread_mutex_t s_left = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t s_right = PTHREAD_MUTEX_INITIALIZER;

static void *left_right(void *argument)
{
	pthread_mutex_lock(&s_left);
	pthread_mutex_lock(&s_right);
	pthread_mutex_unlock(&s_right);
	pthread_mutex_unlock(&s_left);
	return argument;
}

static void *right_left(void *argument)
{
	pthread_mutex_lock(&s_right);
	pthread_mutex_lock(&s_left);
	pthread_mutex_unlock(&s_left);
	pthread_mutex_unlock(&s_right);
	return argument;
}

void ifz_fault_lock_order(void)
{
	two_threads(left_right, right_left, NULL, false);
}

static void *lock_only(void *argument)
{
	pthread_mutex_lock(argument);
	return NULL;
}

static void *unlock_only(void *argument)
{
	pthread_mutex_unlock(argument);
	return NULL;
}

void ifz_fault_unlock_foreign(void)
{
	static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
	two_threads(lock_only, unlock_only, &mutex, false);
}

static void *crash_main(void *argument)
{
	ifz_fault_write_address(0, 1);
	return argument;
}

void ifz_fault_thread_crash(void)
{
	pthread_t thread;
	if (pthread_create(&thread, NULL, crash_main, NULL))
		abort();
	pthread_join(thread, NULL);
}

static void *nothing_main(void *argument)
{
	return argument;
}

void ifz_fault_thread_leak(void)
{
	pthread_t thread;
	if (pthread_create(&thread, NULL, nothing_main, NULL))
		abort();
}
