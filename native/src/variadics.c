/* Functions with any number of arguments. */
#include "internal.h"

static int64_t sum_list(uint32_t count, va_list arguments)
{
	int64_t sum = 0;
	for (uint32_t i = 0; i < count; i++)
		sum = ifzi_add(sum, va_arg(arguments, int64_t));
	return sum;
}

int64_t ifz_va_sum(uint32_t count, ...)
{
	va_list arguments;
	va_start(arguments, count);
	int64_t sum = sum_list(count, arguments);
	va_end(arguments);
	return sum;
}

int32_t ifz_va_format_list(char *out, size_t capacity, const char *format, va_list arguments)
{
	return format && ifzi_check(out, capacity) == IFZ_OK ? ifzi_format_list(out, capacity, format, arguments) : -1;
}

int32_t ifz_va_format(char *out, size_t capacity, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	int32_t length = ifz_va_format_list(out, capacity, format, arguments);
	va_end(arguments);
	return length;
}

int64_t ifz_va_sum_of(const int64_t *values, uint32_t count)
{
	int64_t v[8] = {0};
	if (!values || count > 8)
		return 0;
	ifzi_copy(v, values, count * sizeof *v);
	return ifz_va_sum(count, v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]);
}

int32_t ifz_va_format_three(char *out, size_t capacity, const char *text, int64_t integer, double real)
{
	return text ? ifz_va_format(out, capacity, "%s=%lld/%.3f", text, (long long)integer, ifzi_nan(real)) : -1;
}

int32_t ifz_fault_va_format(void)
{
	char out[16];
	const char *format = "%s %d";
	uintptr_t number = 1;
	IFZI_HIDE(format);
	return ifz_va_format(out, sizeof out, format, (const char *)number, 2);
}

int64_t ifz_fault_va_missing(int64_t value)
{
	uint32_t count = 24;
	IFZI_HIDE(count);
	return ifz_va_sum(count, value);
}
