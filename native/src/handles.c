/* Handles: numbers for things. A number's slot is its remainder; a number whose slot is taken is left out. */
#include "internal.h"

pthread_mutex_t ifzi_lock = PTHREAD_MUTEX_INITIALIZER;

static struct {
	ifz_handle handle; /* 0: free */
	enum ifzi_kind kind;
	void *thing;
} s_slots[IFZ_LIMIT_HANDLES];

static ifz_handle s_last;
static uint32_t s_live[IFZI_KINDS];
static uint32_t s_total;

ifz_status ifzi_handle_new(enum ifzi_kind kind, void *thing, ifz_handle *out)
{
	if (s_total == IFZ_LIMIT_HANDLES || (kind == IFZI_WORKER && s_live[kind] == IFZ_LIMIT_THREADS))
		return IFZ_E_LIMIT;
	do
		s_last++;
	while (!s_last || s_slots[s_last % IFZ_LIMIT_HANDLES].handle);
	s_slots[s_last % IFZ_LIMIT_HANDLES].handle = s_last;
	s_slots[s_last % IFZ_LIMIT_HANDLES].kind = kind;
	s_slots[s_last % IFZ_LIMIT_HANDLES].thing = thing;
	s_live[kind]++;
	s_total++;
	*out = s_last;
	return IFZ_OK;
}

void *ifzi_handle_get(enum ifzi_kind kind, ifz_handle handle)
{
	size_t slot = handle % IFZ_LIMIT_HANDLES;
	return handle && s_slots[slot].handle == handle && s_slots[slot].kind == kind ? s_slots[slot].thing : NULL;
}

void ifzi_handle_end(ifz_handle handle)
{
	size_t slot = handle % IFZ_LIMIT_HANDLES;
	if (!handle || s_slots[slot].handle != handle)
		return;
	s_slots[slot].handle = 0;
	s_live[s_slots[slot].kind]--;
	s_total--;
}

ifz_handle ifzi_handle_next(enum ifzi_kind kind, ifz_handle after)
{
	ifz_handle next = 0;
	uint32_t left = s_live[kind];
	for (size_t i = 0; left && i < IFZ_LIMIT_HANDLES; i++) {
		ifz_handle handle = s_slots[i].handle;
		if (!handle || s_slots[i].kind != kind)
			continue;
		left--;
		if (handle > after && (!next || handle < next))
			next = handle;
	}
	return next;
}

uint32_t ifzi_handle_count(enum ifzi_kind kind)
{
	return s_live[kind];
}

void ifzi_handles_restart(void)
{
	s_last = 0;
}
