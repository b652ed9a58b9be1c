/* Buffers treated by wrong lengths. Everything is planted, and volatile so that no compiler deletes it. Where there is no buffer, the fault would be
 * another one. */
#include "internal.h"

#include <stdlib.h>

void ifz_fault_write_past(uint8_t *buffer, size_t size, size_t by, uint8_t value)
{
	volatile uint8_t *at = buffer;
	for (size_t i = 0; buffer && i < size + by; i++)
		at[i] = value;
}

void ifz_fault_write_before(uint8_t *buffer, size_t by, uint8_t value)
{
	volatile uint8_t *at = buffer;
	for (size_t i = 1; buffer && i <= by; i++)
		at[-(ptrdiff_t)i] = value;
}

uint64_t ifz_fault_read_past(const uint8_t *buffer, size_t size, size_t by)
{
	const volatile uint8_t *at = buffer;
	uint64_t sum = 0;
	for (size_t i = 0; buffer && i < size + by; i++)
		sum += at[i];
	return sum;
}

void ifz_fault_say_longer(uint8_t *buffer, size_t size, size_t by, size_t *written)
{
	if (size)
		memset(buffer, 'x', size);
	*written = size + by;
}

ifz_status ifz_fault_fill_half(uint8_t *buffer, size_t size, uint8_t value)
{
	if (size / 2)
		memset(buffer, value, size / 2);
	return IFZ_OK;
}

void ifz_fault_copy_overlap(uint8_t *buffer, size_t length)
{
	uint8_t *to = buffer + 1;
	IFZI_HIDE(to);
	memcpy(to, buffer, length);
}

void ifz_fault_copy_negative(uint8_t *buffer)
{
	ptrdiff_t length = -1;
	IFZI_HIDE(length);
	memmove(buffer, buffer + 1, (size_t)length);
}

int32_t ifz_fault_use_unwritten(size_t size)
{
	uint8_t *memory = malloc(size ? size : 1);
	if (!memory)
		return -1;
	IFZI_HIDE(memory);
	volatile int32_t branch = 0;
	/* Decides on what malloc left there. */
	if (*(volatile uint8_t *)memory > 100)
		branch = 1;
	free(memory);
	return branch;
}

int32_t ifz_fault_write_past_local(size_t by)
{
	int32_t local[8] = {0};
	volatile int32_t *at = local;
	IFZI_HIDE(at);
	at[7 + by] = 1;
	return at[0];
}

static int32_t s_table[8] = {2, 3, 5, 7, 11, 13, 17, 19};

int32_t ifz_fault_read_past_global(size_t by)
{
	volatile int32_t *at = s_table;
	IFZI_HIDE(at);
	return at[7 + by];
}
