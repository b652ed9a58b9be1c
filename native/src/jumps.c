/* longjmp: inside of C, and over other people's frames. */
#include "internal.h"

#include <setjmp.h>

/* armed is always true; the compiler may not know, or it would see that nothing here returns, and drop the frames. */
static IFZI_NOINLINE void jump_from(jmp_buf *to, uint32_t depth, volatile bool *armed)
{
	if (*armed && !depth)
		longjmp(*to, 1);
	if (*armed)
		jump_from(to, depth - 1, armed);
	*armed = false;
}

ifz_status ifz_jump_inside(uint32_t depth, int32_t value, int32_t *out)
{
	jmp_buf here;
	volatile int32_t carried = value;
	volatile bool armed = true;
	if (!out)
		return IFZ_E_ARGUMENT;
	if (depth > 256)
		return IFZ_E_LIMIT;
	if (!setjmp(here))
		jump_from(&here, depth, &armed);
	*out = carried;
	return IFZ_OK;
}

struct guard {
	jmp_buf here;
	struct guard *outer;
	const struct ifzi_frame *frame;
	int64_t value;
};

static _Thread_local struct guard *t_guard;

ifz_status ifz_jump_guard(ifz_callback callback, void *user, int64_t value, int64_t *out)
{
	if (!callback || !out)
		return IFZ_E_ARGUMENT;
	struct guard guard;
	guard.outer = t_guard;
	guard.frame = ifzi_frame_now();
	guard.value = 0;
	t_guard = &guard;
	if (setjmp(guard.here)) {
		t_guard = guard.outer;
		ifzi_frame_set(guard.frame);
		*out = guard.value;
		return IFZ_E_STATE;
	}
	ifz_status status = ifzi_invoke(callback, user, value, out);
	t_guard = guard.outer;
	return status;
}

void ifz_fault_jump(int64_t value)
{
	if (!t_guard)
		return;
	t_guard->value = value;
	longjmp(t_guard->here, 1);
}
