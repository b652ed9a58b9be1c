/* Out-parameters and buffers that go in and come back. */
#include "internal.h"

ifz_status ifz_out_divide(int64_t a, int64_t b, int64_t *quotient, int64_t *remainder)
{
	if (!quotient || !remainder || !b || (a == INT64_MIN && b == -1))
		return IFZ_E_ARGUMENT;
	*quotient = a / b;
	*remainder = a % b;
	return IFZ_OK;
}

ifz_status ifz_out_range(const int32_t *values, size_t count, int32_t *min, int32_t *max)
{
	ifz_status status = ifzi_check(values, count);
	if (status != IFZ_OK)
		return status;
	if (!count)
		return IFZ_E_SPACE;
	int32_t least = values[0], most = values[0];
	for (size_t i = 1; i < count; i++) {
		least = values[i] < least ? values[i] : least;
		most = values[i] > most ? values[i] : most;
	}
	if (min)
		*min = least;
	if (max)
		*max = most;
	return IFZ_OK;
}

ifz_status ifz_out_parse(const char *text, int64_t *value, const char **end)
{
	if (!text || !value)
		return IFZ_E_ARGUMENT;
	bool negative = *text == '-';
	const char *at = text + (*text == '-' || *text == '+');
	const char *digits = at;
	uint64_t limit = (uint64_t)INT64_MAX + negative, number = 0;
	for (; *at >= '0' && *at <= '9'; at++) {
		uint64_t digit = (uint64_t)(*at - '0');
		if (number > (limit - digit) / 10)
			return IFZ_E_FORMAT;
		number = number * 10 + digit;
	}
	if (at == digits)
		return IFZ_E_FORMAT;
	*value = (int64_t)(negative ? 0 - number : number);
	if (end)
		*end = at;
	return IFZ_OK;
}

ifz_status ifz_out_make(size_t size, uint32_t seed, uint8_t **out)
{
	if (!size || !out)
		return IFZ_E_ARGUMENT;
	if (size > IFZ_LIMIT_BYTES)
		return IFZ_E_LIMIT;
	uint8_t *made = ifzi_raw_alloc(size);
	if (!made)
		return IFZ_E_MEMORY;
	*out = made;
	return ifz_pattern(made, size, seed);
}

static const int32_t s_primes[] = {2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53};

ifz_status ifz_out_lend(const int32_t **out, size_t *count)
{
	if (!out || !count)
		return IFZ_E_ARGUMENT;
	*out = s_primes;
	*count = sizeof s_primes / sizeof *s_primes;
	return IFZ_OK;
}

ifz_status ifz_inout_query(uint32_t topic, char *buffer, size_t *size)
{
	static const char *const topics[] = {
		"a pointer is borrowed",
		"what is lent goes back, what is given is freed once, what is kept is told, and what is freed is not looked at again",
		"",
	};
	if (topic >= sizeof topics / sizeof *topics || !size)
		return IFZ_E_ARGUMENT;
	ifz_status status = ifzi_check(buffer, *size);
	if (status != IFZ_OK)
		return status;
	size_t length = strlen(topics[topic]);
	bool fits = length <= *size;
	if (fits)
		ifzi_copy(buffer, topics[topic], length);
	*size = length;
	return fits ? IFZ_OK : IFZ_E_SPACE;
}

ifz_status ifz_inout_add(int32_t *value, int32_t by)
{
	if (!value)
		return IFZ_E_ARGUMENT;
	*value = (int32_t)((uint32_t)*value + (uint32_t)by);
	return IFZ_OK;
}

ifz_status ifz_inout_swap(void *a, void *b, size_t size)
{
	ifz_status status = ifzi_check(a, size);
	if (status == IFZ_OK)
		status = ifzi_check(b, size);
	uint8_t *x = a, *y = b;
	for (size_t i = 0; status == IFZ_OK && i < size; i++) {
		uint8_t keep = x[i];
		x[i] = y[i];
		y[i] = keep;
	}
	return status;
}

/* Below the root of a heap that is sound everywhere else. */
static void sift(int32_t *values, size_t root, size_t count)
{
	for (size_t child; (child = 2 * root + 1) < count; root = child) {
		if (child + 1 < count && values[child + 1] > values[child])
			child++;
		if (values[root] >= values[child])
			return;
		int32_t keep = values[root];
		values[root] = values[child];
		values[child] = keep;
	}
}

ifz_status ifz_inout_sort(int32_t *values, size_t count)
{
	ifz_status status = ifzi_check(values, count);
	if (status != IFZ_OK || count < 2)
		return status;
	for (size_t root = count / 2; root-- > 0;)
		sift(values, root, count);
	for (size_t last = count - 1; last > 0; last--) {
		int32_t keep = values[0];
		values[0] = values[last];
		values[last] = keep;
		sift(values, 0, last);
	}
	return IFZ_OK;
}

ifz_status ifz_inout_put_u32(uint8_t **cursor, const uint8_t *end, uint32_t value)
{
	if (!cursor || !*cursor || !end)
		return IFZ_E_ARGUMENT;
	if (end < *cursor || end - *cursor < 4)
		return IFZ_E_SPACE;
	for (size_t i = 0; i < 4; i++)
		*(*cursor)++ = (uint8_t)(value >> 8 * i);
	return IFZ_OK;
}

IFZI_NOINLINE void ifz_fault_out_local(const int32_t **out)
{
	int32_t local[4] = {1, 2, 3, 4};
	const int32_t *address = local;
	IFZI_HIDE(address);
	*out = address;
}

ifz_status ifz_fault_out_unset(int64_t *out)
{
	(void)out;
	return IFZ_OK;
}

void ifz_fault_out_wide(int32_t *out, int64_t value)
{
	volatile uint8_t *at = (uint8_t *)out;
	for (size_t i = 0; i < sizeof value; i++)
		at[i] = (uint8_t)((uint64_t)value >> 8 * i);
}
