#include "check.h"

#include <fenv.h>
#include <math.h>

void test_library(void)
{
	ifz_live live;
	ifz_handle h;
	ifz_noop();
	IS(ifz_version(), IFZ_VERSION);
	TEXT(ifz_status_name(IFZ_OK), "ok");
	TEXT(ifz_status_name(IFZ_E_CORRUPT), "E_CORRUPT");
	TEXT(ifz_status_name((ifz_status)1), "?");
	IS(ifz_digest("", 0), 0xcbf29ce484222325);
	IS(ifz_digest("a", 1), 0xaf63dc4c8601ec8c);
	IS(ifz_digest(NULL, 3), 0);

	OK(ifz_block_new(4, 0, &h));
	IS(h, 1);
	OK(ifz_canary_new(4, &h));
	IS(h, 2);
	OK(ifz_register(ifz_call_builtin(0), NULL, &h));
	OK(ifz_worker_start(&h));
	uint8_t byte = 0;
	OK(ifz_retain(&byte, 1, NULL, NULL, &h));
	OK(ifz_live_count(&live));
	IS(live.blocks, 1);
	IS(live.canaries, 1);
	IS(live.callbacks, 1);
	IS(live.workers, 1);
	IS(live.retained, 1);
	IS(live.raw, 0);
	IS(ifz_live_count(NULL), IFZ_E_ARGUMENT);
	ifz_reset();
	OK(ifz_live_count(&live));
	IS(live.blocks + live.canaries + live.callbacks + live.workers + live.retained, 0);
	OK(ifz_block_new(4, 0, &h));
	IS(h, 1);

	/* Every handle that there can be, and one more; ended numbers do not come again. */
	for (uint32_t i = 1; i < IFZ_LIMIT_HANDLES; i++)
		OK(ifz_block_new(0, 0, &h));
	IS(h, IFZ_LIMIT_HANDLES);
	IS(ifz_block_new(0, 0, &h), IFZ_E_LIMIT);
	OK(ifz_block_release(7));
	OK(ifz_block_new(0, 0, &h));
	IS(h, IFZ_LIMIT_HANDLES + 7);
	IS(ifz_block_release(7), IFZ_E_HANDLE);
}

static uint64_t bits(double value)
{
	uint64_t b;
	memcpy(&b, &value, sizeof b);
	return b;
}

/* Valgrind computes to the nearest whatever the mode says. */
static bool honours_rounding(void)
{
	volatile double three = 3;
	fesetround(FE_UPWARD);
	volatile double up = 1 / three;
	fesetround(FE_DOWNWARD);
	volatile double down = 1 / three;
	fesetround(FE_TONEAREST);
	return up != down;
}

void test_scalars(void)
{
	int here;
	double down, up, near, zero;
	IS(ifz_echo_i8(-128), -128);
	IS(ifz_echo_u8(255), 255);
	IS(ifz_echo_i16(INT16_MIN), INT16_MIN);
	IS(ifz_echo_u16(65535), 65535);
	IS(ifz_echo_i32(INT32_MIN), INT32_MIN);
	IS(ifz_echo_u32(UINT32_MAX), UINT32_MAX);
	IS(ifz_echo_i64(INT64_MIN), INT64_MIN);
	IS(ifz_echo_u64(UINT64_MAX), UINT64_MAX);
	TRUE(ifz_echo_f32(1.5f) == 1.5f);
	IS(bits(ifz_echo_f64(-0.0)), bits(-0.0));
	IS(ifz_echo_bool(true), 1);
	IS(ifz_echo_bool(false), 0);
	TRUE(ifz_echo_pointer(&here) == &here);
	uint64_t all = ifz_many(-1, 2, -3, 4, 5, 6, 7, -8, 9, 10, 11, true);
	IS(all, ifz_many(-1, 2, -3, 4, 5, 6, 7, -8, 9, 10, 11, true));
	TRUE(all != ifz_many(-1, 2, -3, 4, 5, 6, 7, -8, 9, 10, 11, false));
	TRUE(all != ifz_many(1, 2, -3, 4, 5, 6, 7, -8, 9, 10, 11, true));
	OK(ifz_divide_rounded(1, 3, 0, &near));
	OK(ifz_divide_rounded(1, 3, 1, &down));
	OK(ifz_divide_rounded(1, 3, 2, &up));
	OK(ifz_divide_rounded(1, 3, 3, &zero));
	IS(bits(up) - bits(down), honours_rounding());
	IS(bits(zero), bits(down));
	IS(bits(near), bits(1.0 / 3.0));
	OK(ifz_divide_rounded(0, 0, 0, &near));
	IS(bits(near), bits((double)NAN));
	IS(ifz_divide_rounded(1, 3, 4, &near), IFZ_E_ARGUMENT);
	IS(ifz_divide_rounded(1, 3, 0, NULL), IFZ_E_ARGUMENT);
}
