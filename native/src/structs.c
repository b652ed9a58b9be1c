/* Structures by value and by pointer, packed, aligned, with unions and bit-fields. */
#include "internal.h"

ifz_point ifz_point_add(ifz_point a, ifz_point b)
{
	return (ifz_point){(int32_t)((uint32_t)a.x + (uint32_t)b.x), (int32_t)((uint32_t)a.y + (uint32_t)b.y)};
}

static int32_t least(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

static int32_t most(int32_t a, int32_t b)
{
	return a > b ? a : b;
}

ifz_rect ifz_rect_union(ifz_rect a, ifz_rect b)
{
	return (ifz_rect){
		{least(a.min.x, b.min.x), least(a.min.y, b.min.y)},
		{most(a.max.x, b.max.x), most(a.max.y, b.max.y)},
	};
}

int64_t ifz_rect_area(ifz_rect rect)
{
	int64_t width = (int64_t)rect.max.x - rect.min.x, height = (int64_t)rect.max.y - rect.min.y;
	return width > 0 && height > 0 ? (int64_t)((uint64_t)width * (uint64_t)height) : 0;
}

ifz_rgb ifz_rgb_invert(ifz_rgb color)
{
	return (ifz_rgb){(uint8_t)(255 - color.r), (uint8_t)(255 - color.g), (uint8_t)(255 - color.b)};
}

ifz_mixed ifz_mixed_step(ifz_mixed value)
{
	return (ifz_mixed){(int8_t)(uint8_t)(2u * (uint8_t)value.small), ifzi_nan(value.large / 2)};
}

ifz_vec4 ifz_vec4_scale(ifz_vec4 vector, float factor)
{
	for (size_t i = 0; i < 4; i++) {
		float product = vector.v[i] * factor;
		vector.v[i] = isnan(product) ? NAN : product;
	}
	return vector;
}

ifz_big ifz_big_rotate(ifz_big value, uint32_t by)
{
	ifz_big rotated;
	for (size_t i = 0; i < 8; i++)
		rotated.v[i] = value.v[(i + by) % 8];
	return rotated;
}

ifz_packed ifz_packed_next(ifz_packed value)
{
	value.tag++;
	value.value++;
	value.tail++;
	value.wide++;
	return value;
}

uint64_t ifz_packed_sum(const ifz_packed *items, size_t count)
{
	uint64_t sum = 0;
	for (size_t i = 0; items && i < count; i++)
		sum += items[i].tag + (uint64_t)items[i].value + items[i].tail + items[i].wide;
	return sum;
}

ifz_status ifz_matrix_multiply(const ifz_matrix *a, const ifz_matrix *b, ifz_matrix *out)
{
	if (!a || !b || !out)
		return IFZ_E_ARGUMENT;
	ifz_matrix product;
	for (size_t i = 0; i < 3; i++)
		for (size_t j = 0; j < 3; j++) {
			double sum = 0;
			for (size_t k = 0; k < 3; k++)
				sum += a->m[i][k] * b->m[k][j];
			product.m[i][j] = ifzi_nan(sum);
		}
	*out = product;
	return IFZ_OK;
}

ifz_status ifz_aligned_fill(ifz_aligned *out, uint32_t seed)
{
	/* As a number that the compiler cannot trace: it may take the type's alignment for granted. */
	uintptr_t address = (uintptr_t)out;
	IFZI_HIDE(address);
	if (!address)
		return IFZ_E_ARGUMENT;
	return address % 64 ? IFZ_E_STATE : ifz_pattern(out->bytes, sizeof out->bytes, seed);
}

ifz_value ifz_value_negate(ifz_value value)
{
	ifz_value result;
	memset(&result, 0, sizeof result);
	result.kind = value.kind;
	switch (value.kind) {
	case IFZ_KIND_INT:
		result.as.integer = (int64_t)(0 - (uint64_t)value.as.integer);
		break;
	case IFZ_KIND_FLOAT:
		result.as.real = ifzi_nan(-value.as.real);
		break;
	case IFZ_KIND_TEXT:
		result.as.text = value.as.text;
		break;
	case IFZ_KIND_POINT:
		result.as.point = (ifz_point){(int32_t)(0 - (uint32_t)value.as.point.x), (int32_t)(0 - (uint32_t)value.as.point.y)};
		break;
	case IFZ_KIND_BYTES:
		for (size_t i = 0; i < sizeof result.as.bytes; i++)
			result.as.bytes[i] = (uint8_t)~value.as.bytes[i];
		break;
	default:
		break;
	}
	return result;
}

/* Text of any length after its word. */
static ifz_status describe_text(const ifz_span *text, char *out, size_t capacity, size_t *needed)
{
	static const char word[] = "text ";
	ifz_status status = ifzi_check(text->data, text->size);
	if (status != IFZ_OK)
		return status;
	size_t size = sizeof word + text->size;
	if (needed)
		*needed = size;
	if (size > capacity)
		return IFZ_E_SPACE;
	memcpy(out, word, sizeof word - 1);
	ifzi_copy(out + sizeof word - 1, text->data, text->size);
	out[size - 1] = 0;
	return IFZ_OK;
}

ifz_status ifz_value_describe(const ifz_value *value, char *out, size_t capacity, size_t *needed)
{
	if (!value)
		return IFZ_E_ARGUMENT;
	ifz_status status = ifzi_check(out, capacity);
	if (status != IFZ_OK)
		return status;
	char text[80];
	int length = 0;
	switch (value->kind) {
	case IFZ_KIND_NONE:
		length = ifzi_format(text, sizeof text, "none");
		break;
	case IFZ_KIND_INT:
		length = ifzi_format(text, sizeof text, "int %lld", (long long)value->as.integer);
		break;
	case IFZ_KIND_FLOAT:
		length = isnan(value->as.real) ? ifzi_format(text, sizeof text, "float nan") : ifzi_format(text, sizeof text, "float %.17g", value->as.real);
		break;
	case IFZ_KIND_POINT:
		length = ifzi_format(text, sizeof text, "point %d,%d", value->as.point.x, value->as.point.y);
		break;
	case IFZ_KIND_BYTES:
		length = ifzi_format(text, sizeof text, "bytes ");
		for (size_t i = 0; i < sizeof value->as.bytes; i++)
			length += ifzi_format(text + length, sizeof text - (size_t)length, "%02x", value->as.bytes[i]);
		break;
	case IFZ_KIND_TEXT:
		return describe_text(&value->as.text, out, capacity, needed);
	default:
		return IFZ_E_ARGUMENT;
	}
	return ifzi_put_whole(out, capacity, text, (size_t)length, needed);
}

ifz_variant ifz_variant_flip(ifz_variant variant)
{
	ifz_variant flipped;
	memset(&flipped, 0, sizeof flipped);
	flipped.id = variant.id + 1;
	for (size_t i = 0; i < 4; i++)
		flipped.bytes[i] = variant.bytes[3 - i];
	flipped.last = !variant.last;
	return flipped;
}

ifz_flags ifz_flags_make(bool ready, uint32_t mode, uint32_t level, int32_t delta)
{
	return (ifz_flags){ready, mode & 7u, level & 0xfffu, (int16_t)(uint16_t)(uint32_t)delta};
}

uint32_t ifz_flags_pack(ifz_flags flags)
{
	return flags.ready | flags.mode << 1 | flags.level << 4 | (uint32_t)(uint16_t)flags.delta << 16;
}

/* The low bits of *seed as a signed number, which are then used up. */
static int64_t take(uint64_t *seed, unsigned bits, bool is_signed)
{
	uint64_t value = *seed & ((UINT64_C(1) << bits) - 1);
	*seed = *seed >> bits | *seed << (64 - bits);
	return (int64_t)value - (is_signed && value >> (bits - 1) ? (int64_t)1 << bits : 0);
}

ifz_status ifz_bits_set(ifz_bits *out, uint64_t seed)
{
	if (!out)
		return IFZ_E_ARGUMENT;
	memset(out, 0, sizeof *out);
	out->a = (uint8_t)take(&seed, 3, false) & 7u;
	out->b = (uint8_t)take(&seed, 5, false) & 31u;
	out->c = (int32_t)take(&seed, 7, true);
	out->d = (uint32_t)take(&seed, 30, false) & 0x3fffffffu;
	out->e = (uint64_t)take(&seed, 40, false) & 0xffffffffffu;
	out->f = (int16_t)take(&seed, 9, true);
	return IFZ_OK;
}

int64_t ifz_bits_sum(const ifz_bits *bits)
{
	return bits ? (int64_t)bits->a + bits->b + bits->c + bits->d + (int64_t)bits->e + bits->f : 0;
}

void ifz_fault_value_pun(ifz_value *value)
{
	value->kind = IFZ_KIND_TEXT;
}

uint32_t ifz_fault_misaligned(const uint8_t *data)
{
	const uint8_t *odd = data + ((uintptr_t)data % 4 ? 0 : 1);
	/* NOLINTNEXTLINE(bugprone-casting-through-void): planted, an address that is no multiple of 4 */
	const volatile uint32_t *number = (const volatile uint32_t *)(const void *)odd;
	return *number;
}

int32_t ifz_fault_overflow(int32_t a, int32_t b)
{
	volatile int32_t x = a, y = b;
	return x + y;
}

int32_t ifz_fault_shift(int32_t by)
{
	volatile int32_t bits = by;
	return 1 << bits;
}
