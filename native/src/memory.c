/* Memory that the caller must free, counted, and what goes wrong with the heap. */
#include "internal.h"

#include <stdatomic.h>
#include <stdlib.h>

static atomic_int s_raw;

void ifzi_raw_count(int32_t by)
{
	atomic_fetch_add(&s_raw, by);
}

uint32_t ifzi_raw_live(void)
{
	return (uint32_t)atomic_load(&s_raw);
}

void *ifzi_raw_alloc(size_t size)
{
	void *memory = size && size <= IFZ_LIMIT_BYTES ? calloc(1, size) : NULL;
	if (memory)
		ifzi_raw_count(1);
	return memory;
}

void ifzi_raw_free(void *memory)
{
	if (memory)
		ifzi_raw_count(-1);
	free(memory);
}

void *ifz_mem_alloc(size_t size)
{
	return ifzi_raw_alloc(size);
}

void *ifz_mem_copy(const void *data, size_t size)
{
	void *copy = data ? ifzi_raw_alloc(size) : NULL;
	if (copy)
		memcpy(copy, data, size);
	return copy;
}

void *ifz_mem_resize(void *memory, size_t size)
{
	if (!memory)
		return ifzi_raw_alloc(size);
	return size && size <= IFZ_LIMIT_BYTES ? realloc(memory, size) : NULL;
}

void ifz_mem_free(void *memory)
{
	ifzi_raw_free(memory);
}

/* Size 0 is a size of malloc, too. */
static uint8_t *fresh(size_t size)
{
	uint8_t *memory = calloc(1, size ? size : 1);
	if (!memory)
		abort();
	IFZI_HIDE(memory);
	return memory;
}

void ifz_fault_double_free(size_t size)
{
	uint8_t *memory = fresh(size);
	uint8_t *again = memory;
	IFZI_HIDE(again);
	free(memory);
	free(again);
}

uint8_t ifz_fault_read_freed(size_t size)
{
	uint8_t *memory = fresh(size);
	volatile uint8_t *again = memory;
	IFZI_HIDE(again);
	free(memory);
	return *again;
}

void ifz_fault_write_freed(size_t size, uint8_t value)
{
	uint8_t *memory = fresh(size);
	volatile uint8_t *again = memory;
	IFZI_HIDE(again);
	free(memory);
	*again = value;
}

uint8_t *ifz_fault_give_freed(size_t size)
{
	uint8_t *memory = fresh(size);
	uint8_t *again = memory;
	IFZI_HIDE(again);
	free(memory);
	return again;
}

void ifz_fault_free_inside(size_t offset)
{
	uint8_t *memory = fresh(offset + 64);
	uint8_t *inside = memory + offset;
	IFZI_HIDE(inside);
	free(inside);
}

void ifz_fault_free_local(void)
{
	uint8_t local[64] = {0};
	uint8_t *address = local;
	IFZI_HIDE(address);
	free(address);
}

void ifz_fault_free_lent(void *lent)
{
	free(lent);
}

void ifz_fault_leak(size_t size)
{
	uint8_t *memory = fresh(size);
	memory[0] = 1;
	/* Nothing may still hold the address when leaks are looked for. */
	memory = NULL;
	IFZI_HIDE(memory);
}
