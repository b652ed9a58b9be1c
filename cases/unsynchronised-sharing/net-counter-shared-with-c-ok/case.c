#include <pthread.h>
#include <stddef.h>

static long *shared;
static int rounds;
static pthread_t thread;

static void *run(void *unused)
{
	(void)unused;
	for (int i = 0; i < rounds; i++)
		__atomic_fetch_add(shared, 1, __ATOMIC_RELAXED);
	return NULL;
}

void start(long *counter, int n)
{
	shared = counter;
	rounds = n;
	pthread_create(&thread, NULL, run, NULL);
}

void join(void)
{
	pthread_join(thread, NULL);
}
