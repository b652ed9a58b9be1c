/* Deep stacks, wide frames, and stacks that are too small. */
#include "internal.h"

#include <alloca.h>

/* One frame of at least 64 bytes at every depth. */
static IFZI_NOINLINE uint64_t descend(uint32_t depth)
{
	volatile uint8_t frame[64];
	for (size_t i = 0; i < sizeof frame; i++)
		frame[i] = ifzi_pattern(depth, i);
	uint64_t below = depth ? descend(depth - 1) : IFZI_DIGEST_START;
	for (size_t i = 0; i < sizeof frame; i++)
		below = (below ^ frame[i]) * UINT64_C(0x100000001b3);
	return below;
}

ifz_status ifz_stack_deep(uint32_t depth, uint64_t *out)
{
	if (!out)
		return IFZ_E_ARGUMENT;
	if (depth > 1024)
		return IFZ_E_LIMIT;
	*out = descend(depth);
	return IFZ_OK;
}

ifz_status ifz_stack_wide(size_t bytes, uint32_t seed, uint64_t *out)
{
	if (!bytes || !out)
		return IFZ_E_ARGUMENT;
	if (bytes > IFZ_LIMIT_STACK)
		return IFZ_E_LIMIT;
	uint8_t *frame = alloca(bytes);
	ifz_status status = ifz_pattern(frame, bytes, seed);
	*out = ifz_digest(frame, bytes);
	return status;
}

static IFZI_NOINLINE ifz_status descend_and_call(uint32_t depth, ifz_callback callback, void *user, int64_t value, int64_t *out)
{
	volatile ifz_status status = depth ? descend_and_call(depth - 1, callback, user, value, out) : ifzi_invoke(callback, user, value, out);
	return status;
}

ifz_status ifz_stack_call(uint32_t depth, ifz_callback callback, void *user, int64_t value, int64_t *out)
{
	if (!callback || !out)
		return IFZ_E_ARGUMENT;
	return depth > 64 ? IFZ_E_LIMIT : descend_and_call(depth, callback, user, value, out);
}

static IFZI_NOINLINE uint64_t endless(uint64_t depth)
{
	volatile uint64_t frame[16];
	frame[depth % 16] = depth;
	bool on = true;
	IFZI_HIDE(on);
	return (on ? endless(depth + 1) : 0) + frame[depth % 16];
}

uint64_t ifz_fault_stack_endless(void)
{
	return endless(0);
}

uint64_t ifz_fault_stack_huge(size_t bytes)
{
	volatile uint8_t *frame = alloca(bytes + 1);
	frame[0] = 1;
	return frame[0];
}

IFZI_NOINLINE void ifz_fault_stack_smash(size_t by)
{
	char local[16] = {0};
	volatile char *at = local;
	IFZI_HIDE(at);
	for (size_t i = 0; i < sizeof local + by; i++)
		at[i] = 'A';
}
