/* Threads of C that outlive the call which started them. Workers have one condition together: they are few. */
#include "internal.h"

#include <stdlib.h>

enum state { IDLE, GIVEN, DONE };

struct worker {
	pthread_t thread;
	enum state state;
	bool stopping;
	/* The work: a callback, or a buffer to fill. */
	ifz_callback callback;
	void *user;
	int64_t value;
	uint8_t *data;
	size_t size;
	uint32_t seed;
	int64_t result;
};

static pthread_cond_t s_changed = PTHREAD_COND_INITIALIZER;

static int64_t perform(const struct worker *w)
{
	int64_t result = 0;
	if (w->callback)
		ifzi_invoke(w->callback, w->user, w->value, &result);
	else if (ifz_pattern(w->data, w->size, w->seed) == IFZ_OK)
		result = (int64_t)ifz_borrow_sum(w->data, w->size);
	return result;
}

static void *worker_main(void *argument)
{
	struct worker *w = argument;
	const struct ifzi_frame frame = {NULL, NULL, 0, true};
	ifzi_frame_set(&frame);
	pthread_mutex_lock(&ifzi_lock);
	while (w->state == GIVEN || !w->stopping) {
		if (w->state != GIVEN) {
			pthread_cond_wait(&s_changed, &ifzi_lock);
			continue;
		}
		pthread_mutex_unlock(&ifzi_lock);
		int64_t result = perform(w);
		pthread_mutex_lock(&ifzi_lock);
		w->result = result;
		w->state = DONE;
		pthread_cond_broadcast(&s_changed);
	}
	pthread_mutex_unlock(&ifzi_lock);
	return NULL;
}

static bool in_worker(void)
{
	const struct ifzi_frame *frame = ifzi_frame_now();
	return frame && frame->in_worker;
}

ifz_status ifz_worker_start(ifz_handle *out)
{
	if (!out)
		return IFZ_E_ARGUMENT;
	struct worker *w = calloc(1, sizeof *w);
	if (!w)
		return IFZ_E_MEMORY;
	ifz_handle handle;
	pthread_mutex_lock(&ifzi_lock);
	ifz_status status = ifzi_handle_new(IFZI_WORKER, w, &handle);
	if (status == IFZ_OK && !ifzi_thread_start(&w->thread, 0, worker_main, w)) {
		ifzi_handle_end(handle);
		status = IFZ_E_SYSTEM;
	}
	pthread_mutex_unlock(&ifzi_lock);
	if (status == IFZ_OK)
		*out = handle;
	else
		free(w);
	return status;
}

static ifz_status give(ifz_handle worker, const struct worker *work)
{
	pthread_mutex_lock(&ifzi_lock);
	struct worker *w = ifzi_handle_get(IFZI_WORKER, worker);
	ifz_status status = !w ? IFZ_E_HANDLE : w->state != IDLE ? IFZ_E_STATE : IFZ_OK;
	if (status == IFZ_OK) {
		w->callback = work->callback;
		w->user = work->user;
		w->value = work->value;
		w->data = work->data;
		w->size = work->size;
		w->seed = work->seed;
		w->state = GIVEN;
		pthread_cond_broadcast(&s_changed);
	}
	pthread_mutex_unlock(&ifzi_lock);
	return status;
}

ifz_status ifz_worker_call(ifz_handle worker, ifz_callback callback, void *user, int64_t value)
{
	return callback ? give(worker, &(struct worker){.callback = callback, .user = user, .value = value}) : IFZ_E_ARGUMENT;
}

ifz_status ifz_worker_fill(ifz_handle worker, uint8_t *data, size_t size, uint32_t seed)
{
	ifz_status status = ifzi_check(data, size);
	return status == IFZ_OK ? give(worker, &(struct worker){.data = data, .size = size, .seed = seed}) : status;
}

ifz_status ifz_worker_wait(ifz_handle worker, int64_t *out)
{
	if (!out)
		return IFZ_E_ARGUMENT;
	if (in_worker())
		return IFZ_E_STATE;
	struct worker *w;
	pthread_mutex_lock(&ifzi_lock);
	/* Looked up anew each time: another thread may have stopped it meanwhile. */
	while ((w = ifzi_handle_get(IFZI_WORKER, worker)) && w->state == GIVEN)
		pthread_cond_wait(&s_changed, &ifzi_lock);
	ifz_status status = !w ? IFZ_E_HANDLE : w->state == IDLE ? IFZ_E_STATE : IFZ_OK;
	if (status == IFZ_OK) {
		*out = w->result;
		w->state = IDLE;
	}
	pthread_mutex_unlock(&ifzi_lock);
	return status;
}

ifz_status ifz_worker_stop(ifz_handle worker)
{
	if (in_worker())
		return IFZ_E_STATE;
	pthread_mutex_lock(&ifzi_lock);
	struct worker *w = ifzi_handle_get(IFZI_WORKER, worker);
	if (w) {
		ifzi_handle_end(worker);
		w->stopping = true;
		pthread_cond_broadcast(&s_changed);
	}
	pthread_mutex_unlock(&ifzi_lock);
	if (!w)
		return IFZ_E_HANDLE;
	pthread_join(w->thread, NULL);
	free(w);
	return IFZ_OK;
}

void ifzi_reset_workers(void)
{
	for (;;) {
		pthread_mutex_lock(&ifzi_lock);
		ifz_handle h = ifzi_handle_next(IFZI_WORKER, 0);
		pthread_mutex_unlock(&ifzi_lock);
		if (!h || ifz_worker_stop(h) == IFZ_E_STATE)
			return;
	}
}
