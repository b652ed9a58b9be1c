/* Ends of the process, of threads, and of patience. All are planted. */
#include "internal.h"

/* Also in a build that switches assertions off. */
#undef NDEBUG
#include <assert.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

void ifz_fault_abort(void)
{
	abort();
}

void ifz_fault_exit(int32_t code)
{
	exit(code);
}

void ifz_fault_exit_now(int32_t code)
{
	_exit(code);
}

void ifz_fault_exit_thread(void)
{
	pthread_exit(NULL);
}

void ifz_fault_assert(void)
{
	volatile int handles = 0;
	assert(handles == 1);
	abort();
}

void ifz_fault_trap(void)
{
	__builtin_trap();
}

uint8_t ifz_fault_read_address(uintptr_t address)
{
	return *(const volatile uint8_t *)address;
}

void ifz_fault_write_address(uintptr_t address, uint8_t value)
{
	*(volatile uint8_t *)address = value;
}

uint8_t ifz_fault_bus(void)
{
	char name[] = "/tmp/interopfuzz-XXXXXX";
	int fd = mkstemp(name);
	if (fd < 0)
		abort();
	unlink(name);
	/* An empty file has no page. */
	const volatile uint8_t *page = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0);
	close(fd);
	return page == MAP_FAILED ? 0 : page[0];
}

int32_t ifz_fault_divide(int32_t a, int32_t b)
{
	volatile int32_t x = a, y = b;
	return x / y;
}

void ifz_fault_hang(void)
{
	for (;;)
		__asm__ volatile("");
}

void ifz_fault_deadlock(void)
{
	static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
	pthread_mutex_lock(&mutex);
	pthread_mutex_lock(&mutex);
}
