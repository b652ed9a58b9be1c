/* Threads that were lent something and use it when nobody expects it any more. They wait for ifz_fault_late_run, so that
 * "later" is a call and not a time. */
#include "internal.h"

#include <stdlib.h>

enum { LATE = 16 };
enum order { WAIT, RUN, GIVE_UP };

struct late {
	pthread_t thread;
	uint8_t *data;
	size_t size;
	uint8_t fill;
	ifz_callback callback;
	void *user;
	int64_t value;
};

static struct late s_late[LATE];
static uint32_t s_count;
static enum order s_order;
static pthread_mutex_t s_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t s_ordered = PTHREAD_COND_INITIALIZER;

static void *late_main(void *argument)
{
	const struct late *l = argument;
	pthread_mutex_lock(&s_lock);
	while (s_order == WAIT)
		pthread_cond_wait(&s_ordered, &s_lock);
	bool run = s_order == RUN;
	pthread_mutex_unlock(&s_lock);
	if (run && l->callback)
		l->callback(l->user, l->value);
	volatile uint8_t *data = l->data;
	for (size_t i = 0; run && i < l->size; i++)
		data[i] = l->fill;
	return NULL;
}

static void arm(const struct late *late)
{
	pthread_mutex_lock(&s_lock);
	if (s_count < LATE) {
		s_late[s_count] = *late;
		if (pthread_create(&s_late[s_count].thread, NULL, late_main, &s_late[s_count]))
			abort();
		s_count++;
	}
	pthread_mutex_unlock(&s_lock);
}

static void order(enum order what)
{
	pthread_mutex_lock(&s_lock);
	s_order = what;
	pthread_cond_broadcast(&s_ordered);
	pthread_mutex_unlock(&s_lock);
	for (uint32_t i = 0; i < s_count; i++)
		pthread_join(s_late[i].thread, NULL);
	pthread_mutex_lock(&s_lock);
	s_count = 0;
	s_order = WAIT;
	pthread_mutex_unlock(&s_lock);
}

void ifz_fault_late_write(uint8_t *data, size_t size, uint8_t value)
{
	arm(&(struct late){.data = data, .size = size, .fill = value});
}

void ifz_fault_late_call(ifz_callback callback, void *user, int64_t value)
{
	arm(&(struct late){.callback = callback, .user = user, .value = value});
}

void ifz_fault_late_run(void)
{
	order(RUN);
}

void ifzi_reset_late(void)
{
	order(GIVE_UP);
}
