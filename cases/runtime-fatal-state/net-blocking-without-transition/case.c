#include <semaphore.h>

static sem_t event;

__attribute__((constructor)) static void prepare(void)
{
	sem_init(&event, 0, 0);
}

void wait_for_event(void)
{
	sem_wait(&event);
}

void set_event(void)
{
	sem_post(&event);
}
