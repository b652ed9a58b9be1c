/* State of the process and of its threads. */
#include "internal.h"

#include <stdatomic.h>
#include <stdlib.h>

int32_t ifz_global_number;
const char ifz_global_name[16] = "interopfuzz";

static atomic_ullong s_counter;
static _Thread_local int64_t t_number;

int64_t ifz_global_add(int64_t by)
{
	return (int64_t)(atomic_fetch_add(&s_counter, (uint64_t)by) + (uint64_t)by);
}

int64_t ifz_global_total(void)
{
	return ifzi_add((int64_t)atomic_load(&s_counter), ifz_global_number);
}

int64_t ifz_global_thread_swap(int64_t value)
{
	int64_t before = t_number;
	t_number = value;
	return before;
}

static pthread_mutex_t s_lock = PTHREAD_MUTEX_INITIALIZER;
static char *s_text;

ifz_status ifz_global_text_set(const char *text)
{
	char *copy = NULL;
	if (text) {
		size_t size = strlen(text) + 1;
		if (size > IFZ_LIMIT_BYTES)
			return IFZ_E_LIMIT;
		copy = malloc(size);
		if (!copy)
			return IFZ_E_MEMORY;
		memcpy(copy, text, size);
	}
	pthread_mutex_lock(&s_lock);
	char *before = s_text;
	s_text = copy;
	pthread_mutex_unlock(&s_lock);
	free(before);
	return IFZ_OK;
}

ifz_status ifz_global_text_get(char *out, size_t capacity, size_t *needed)
{
	ifz_status status = ifzi_check(out, capacity);
	if (status != IFZ_OK)
		return status;
	pthread_mutex_lock(&s_lock);
	const char *text = s_text ? s_text : "";
	status = ifzi_put_whole(out, capacity, text, strlen(text), needed);
	pthread_mutex_unlock(&s_lock);
	return status;
}

const char *ifz_fault_global_text(void)
{
	return s_text;
}

void ifzi_reset_globals(void)
{
	ifz_global_number = 0;
	atomic_store(&s_counter, 0);
	t_number = 0;
	ifz_global_text_set(NULL);
}
