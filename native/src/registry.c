/* Callbacks that are kept until they are unregistered. */
#include "internal.h"

#include <stdlib.h>

struct ifzi_registered {
	ifz_callback callback;
	void *user;
	uint32_t running;
};

static pthread_cond_t s_idle = PTHREAD_COND_INITIALIZER;

static ifz_callback s_unregistered;
static void *s_unregistered_user;

ifz_status ifz_register(ifz_callback callback, void *user, ifz_handle *out)
{
	if (!callback || !out)
		return IFZ_E_ARGUMENT;
	struct ifzi_registered *r = malloc(sizeof *r);
	if (!r)
		return IFZ_E_MEMORY;
	*r = (struct ifzi_registered){callback, user, 0};
	pthread_mutex_lock(&ifzi_lock);
	ifz_status status = ifzi_handle_new(IFZI_CALLBACK, r, out);
	pthread_mutex_unlock(&ifzi_lock);
	if (status != IFZ_OK)
		free(r);
	return status;
}

/* Whether a call of it is what this thread, or one that waits for it, is doing. */
static bool is_outer(const struct ifzi_registered *r)
{
	for (const struct ifzi_frame *f = ifzi_frame_now(); f; f = f->outer)
		if (f->registered == r)
			return true;
	return false;
}

ifz_status ifz_unregister(ifz_handle registered)
{
	const struct ifzi_frame *frame = ifzi_frame_now();
	if (frame && frame->in_worker)
		return IFZ_E_STATE;
	pthread_mutex_lock(&ifzi_lock);
	struct ifzi_registered *r = ifzi_handle_get(IFZI_CALLBACK, registered);
	ifz_status status = !r ? IFZ_E_HANDLE : is_outer(r) ? IFZ_E_STATE : IFZ_OK;
	if (status == IFZ_OK) {
		ifzi_handle_end(registered);
		while (r->running)
			pthread_cond_wait(&s_idle, &ifzi_lock);
		s_unregistered = r->callback;
		s_unregistered_user = r->user;
	}
	pthread_mutex_unlock(&ifzi_lock);
	if (status == IFZ_OK)
		free(r);
	return status;
}

ifz_status ifz_fire(ifz_handle registered, int64_t value, int64_t *out)
{
	if (!out)
		return IFZ_E_ARGUMENT;
	pthread_mutex_lock(&ifzi_lock);
	struct ifzi_registered *r = ifzi_handle_get(IFZI_CALLBACK, registered);
	if (r)
		r->running++;
	pthread_mutex_unlock(&ifzi_lock);
	if (!r)
		return IFZ_E_HANDLE;
	const struct ifzi_frame *outer = ifzi_frame_now();
	/* Names the callback for ifz_unregister; ifzi_invoke stands inside of it. */
	struct ifzi_frame frame = {outer, r, ifz_call_depth(), outer && outer->in_worker};
	ifzi_frame_set(&frame);
	ifz_status status = ifzi_invoke(r->callback, r->user, value, out);
	ifzi_frame_set(outer);
	pthread_mutex_lock(&ifzi_lock);
	if (!--r->running)
		pthread_cond_broadcast(&s_idle);
	pthread_mutex_unlock(&ifzi_lock);
	return status;
}

struct fire_work {
	ifz_handle registered;
	int64_t value;
	int64_t *out;
	ifz_status status;
};

static void fire_work(void *argument)
{
	struct fire_work *w = argument;
	w->status = ifz_fire(w->registered, w->value, w->out);
}

ifz_status ifz_fire_on_thread(ifz_handle registered, int64_t value, int64_t *out)
{
	struct fire_work w = {registered, value, out, IFZ_OK};
	ifz_status status = ifzi_on_thread(0, fire_work, &w);
	return status == IFZ_OK ? w.status : status;
}

int64_t ifz_fault_fire_unregistered(int64_t value)
{
	return s_unregistered(s_unregistered_user, value);
}

void ifzi_reset_callbacks(void)
{
	for (;;) {
		pthread_mutex_lock(&ifzi_lock);
		ifz_handle h = ifzi_handle_next(IFZI_CALLBACK, 0);
		pthread_mutex_unlock(&ifzi_lock);
		if (!h || ifz_unregister(h) == IFZ_E_STATE)
			break;
	}
	s_unregistered = NULL;
	s_unregistered_user = NULL;
}
