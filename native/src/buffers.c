/* Buffers of the caller: filled, read and copied by their lengths. */
#include "internal.h"

ifz_status ifz_fill(uint8_t *buffer, size_t size, uint8_t value)
{
	ifz_status status = ifzi_check(buffer, size);
	if (status == IFZ_OK && size)
		memset(buffer, value, size);
	return status;
}

ifz_status ifz_pattern(uint8_t *buffer, size_t size, uint32_t seed)
{
	ifz_status status = ifzi_check(buffer, size);
	for (size_t i = 0; status == IFZ_OK && i < size; i++)
		buffer[i] = ifzi_pattern(seed, i);
	return status;
}

size_t ifz_pattern_differs(const uint8_t *buffer, size_t size, uint32_t seed)
{
	size_t i = 0;
	while (buffer && i < size && buffer[i] == ifzi_pattern(seed, i))
		i++;
	return i;
}

ifz_status ifz_copy(uint8_t *to, size_t capacity, const uint8_t *from, size_t size, size_t *copied)
{
	if (!copied)
		return IFZ_E_ARGUMENT;
	ifz_status status = ifzi_check(to, capacity);
	if (status == IFZ_OK)
		status = ifzi_check(from, size);
	if (status != IFZ_OK)
		return status;
	*copied = size < capacity ? size : capacity;
	ifzi_copy(to, from, *copied);
	return size <= capacity ? IFZ_OK : IFZ_E_SPACE;
}

ifz_status ifz_move(uint8_t *buffer, size_t size, size_t from, size_t to, size_t length)
{
	ifz_status status = ifzi_check(buffer, size);
	if (status != IFZ_OK)
		return status;
	if (length > size || from > size - length || to > size - length)
		return IFZ_E_SPACE;
	if (length)
		memmove(buffer + to, buffer + from, length);
	return IFZ_OK;
}

ifz_status ifz_reverse(uint8_t *buffer, size_t size)
{
	ifz_status status = ifzi_check(buffer, size);
	for (size_t i = 0; status == IFZ_OK && i < size / 2; i++) {
		uint8_t keep = buffer[i];
		buffer[i] = buffer[size - 1 - i];
		buffer[size - 1 - i] = keep;
	}
	return status;
}

int32_t ifz_compare(const uint8_t *a, size_t a_size, const uint8_t *b, size_t b_size)
{
	if (!a)
		a_size = 0;
	if (!b)
		b_size = 0;
	size_t common = a_size < b_size ? a_size : b_size;
	int order = common ? memcmp(a, b, common) : 0;
	if (!order)
		order = (a_size > b_size) - (a_size < b_size);
	return (order > 0) - (order < 0);
}

int64_t ifz_find(const uint8_t *buffer, size_t size, uint8_t value)
{
	const uint8_t *at = buffer && size ? memchr(buffer, value, size) : NULL;
	return at ? at - buffer : -1;
}

int64_t ifz_sum_i32(const int32_t *values, size_t count)
{
	int64_t sum = 0;
	for (size_t i = 0; values && i < count; i++)
		sum = ifzi_add(sum, values[i]);
	return sum;
}

ifz_status ifz_scale_f64(double *values, size_t count, double factor)
{
	ifz_status status = ifzi_check(values, count);
	for (size_t i = 0; status == IFZ_OK && i < count; i++)
		values[i] = ifzi_nan(values[i] * factor);
	return status;
}

ifz_status ifz_gather(const ifz_span *spans, size_t count, uint8_t *out, size_t capacity, size_t *written)
{
	if (!written)
		return IFZ_E_ARGUMENT;
	ifz_status status = ifzi_check(out, capacity);
	if (status == IFZ_OK)
		status = ifzi_check(spans, count);
	size_t needed = 0;
	for (size_t i = 0; status == IFZ_OK && i < count; i++) {
		status = ifzi_check(spans[i].data, spans[i].size);
		if (status == IFZ_OK)
			needed += spans[i].size;
	}
	if (status != IFZ_OK)
		return status;
	*written = needed;
	if (needed > capacity)
		return IFZ_E_SPACE;
	for (size_t i = 0; i < count; i++) {
		ifzi_copy(out, spans[i].data, spans[i].size);
		if (spans[i].size)
			out += spans[i].size;
	}
	return IFZ_OK;
}
