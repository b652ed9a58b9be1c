#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

static void (*callback)(void);
static atomic_int stopping;
static pthread_t thread;

static void *run(void *unused)
{
	(void)unused;
	while (!stopping) {
		callback();
		usleep(100);
	}
	/* One more, so that the program hears of the last event too. */
	usleep(200000);
	callback();
	return NULL;
}

void stop(void)
{
	stopping = 1;
	pthread_join(thread, NULL);
}

void start(void (*f)(void))
{
	callback = f;
	pthread_create(&thread, NULL, run, NULL);
	atexit(stop);
}
