/* Plain values there and back, and the rounding mode that they are computed in. */
#include "internal.h"

#include <fenv.h>

#define ECHO(suffix, type) \
	type ifz_echo_##suffix(type value) \
	{ \
		return value; \
	}
ECHO(i8, int8_t)
ECHO(u8, uint8_t)
ECHO(i16, int16_t)
ECHO(u16, uint16_t)
ECHO(i32, int32_t)
ECHO(u32, uint32_t)
ECHO(i64, int64_t)
ECHO(u64, uint64_t)
ECHO(f32, float)
ECHO(f64, double)
ECHO(bool, bool)

void *ifz_echo_pointer(void *pointer)
{
	return pointer;
}

static uint64_t more(uint64_t state, uint64_t value)
{
	return (state ^ value) * UINT64_C(0x100000001b3);
}

uint64_t ifz_many(int8_t a, uint16_t b, int32_t c, int64_t d, float e, double f, uint8_t g, int16_t h, uint32_t i, uint64_t j,
	double k, bool l)
{
	uint32_t e_bits;
	uint64_t f_bits, k_bits;
	memcpy(&e_bits, &e, sizeof e_bits);
	memcpy(&f_bits, &f, sizeof f_bits);
	memcpy(&k_bits, &k, sizeof k_bits);
	const uint64_t all[] = {(uint64_t)(int64_t)a, b, (uint64_t)(int64_t)c, (uint64_t)d, e_bits, f_bits, g, (uint64_t)(int64_t)h, i, j, k_bits, l};
	uint64_t state = IFZI_DIGEST_START;
	for (size_t n = 0; n < sizeof all / sizeof *all; n++)
		state = more(state, all[n]);
	return state;
}

static const int s_modes[] = {FE_TONEAREST, FE_DOWNWARD, FE_UPWARD, FE_TOWARDZERO};

ifz_status ifz_divide_rounded(double a, double b, uint32_t mode, double *out)
{
	if (!out || mode >= sizeof s_modes / sizeof *s_modes)
		return IFZ_E_ARGUMENT;
	int before = fegetround();
	fesetround(s_modes[mode]);
	/* volatile: the division stays between the two. */
	volatile double x = a, y = b;
	volatile double quotient = x / y;
	fesetround(before);
	*out = ifzi_nan(quotient);
	return IFZ_OK;
}

void ifz_fault_rounding_left(uint32_t mode)
{
	fesetround(s_modes[mode >= 1 && mode <= 3 ? mode : mode % 3 + 1]);
}
