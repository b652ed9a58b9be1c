/* UTF-8 and UTF-16. */
#include "internal.h"

/* Length of the well-formed sequence at the start of size bytes (RFC 3629), or 0; its code point. */
static size_t decode(const unsigned char *at, size_t size, uint32_t *point)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	size_t length = at[0] < 0x80 ? 1 : (at[0] & 0xe0) == 0xc0 ? 2 : (at[0] & 0xf0) == 0xe0 ? 3 : (at[0] & 0xf8) == 0xf0 ? 4 : 0;
	if (!length || length > size)
		return 0;
	uint32_t value = length == 1 ? at[0] : at[0] & (0x7fu >> length);
	for (size_t i = 1; i < length; i++) {
		if ((at[i] & 0xc0) != 0x80)
			return 0;
		value = value << 6 | (at[i] & 0x3fu);
	}
	if (value < least[length] || value > 0x10ffff || (value >= 0xd800 && value < 0xe000))
		return 0;
	*point = value;
	return length;
}

ifz_status ifz_str_code_points(const char *text, size_t size, size_t *count)
{
	if (!count)
		return IFZ_E_ARGUMENT;
	ifz_status status = ifzi_check(text, size);
	if (status != IFZ_OK)
		return status;
	size_t points = 0;
	for (size_t at = 0; at < size; points++) {
		uint32_t point;
		size_t length = decode((const unsigned char *)text + at, size - at, &point);
		if (!length) {
			*count = at;
			return IFZ_E_FORMAT;
		}
		at += length;
	}
	*count = points;
	return IFZ_OK;
}

ifz_status ifz_str_to_utf16(const char *text, uint16_t *out, size_t capacity, size_t *units)
{
	if (!text)
		return IFZ_E_ARGUMENT;
	ifz_status status = ifzi_check(out, capacity);
	if (status != IFZ_OK)
		return status;
	size_t size = strlen(text), needed = 1, points;
	if (ifz_str_code_points(text, size, &points) != IFZ_OK)
		return IFZ_E_FORMAT;
	for (size_t i = 0; i < size; i++)
		needed += ((unsigned char)text[i] & 0xc0) != 0x80 ? ((unsigned char)text[i] >= 0xf0 ? 2 : 1) : 0;
	if (units)
		*units = needed;
	if (needed > capacity)
		return IFZ_E_SPACE;
	for (size_t at = 0; at < size;) {
		uint32_t point = 0;
		at += decode((const unsigned char *)text + at, size - at, &point);
		if (point >= 0x10000) {
			*out++ = (uint16_t)(0xd800 + ((point - 0x10000) >> 10));
			point = 0xdc00 + ((point - 0x10000) & 0x3ff);
		}
		*out++ = (uint16_t)point;
	}
	*out = 0;
	return IFZ_OK;
}

size_t ifz_utf16_length(const uint16_t *text)
{
	size_t length = 0;
	while (text && text[length])
		length++;
	return length;
}
