#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

static void (*volatile callback)(void);
static sem_t loaded, go_on;
static pthread_t thread;

static void *run(void *unused)
{
	void (*f)(void) = callback;
	(void)unused;
	sem_post(&loaded);
	sem_wait(&go_on);
	f();
	return NULL;
}

void start(void (*f)(void))
{
	callback = f;
	sem_init(&loaded, 0, 0);
	sem_init(&go_on, 0, 0);
	pthread_create(&thread, NULL, run, NULL);
}

void wait_until_loaded(void)
{
	sem_wait(&loaded);
}

void unregister(void)
{
	callback = NULL; // GUILTY
}

void finish(void)
{
	sem_post(&go_on);
	pthread_join(thread, NULL);
}
