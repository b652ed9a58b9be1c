// Title: a C thread takes its large scratch area from the heap
// Class: native-control-escape
// Expect: clean
//
// The right way: no frame larger than the guard page, or -fstack-clash-protection, with which the same
// frame would have been stopped at the guard.
package main

/*
#cgo CFLAGS: -O0 -fno-stack-clash-protection
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { stack = 256 << 10, guard = 4096, deep = 64 << 10 };

static void far_write(int n) {
	volatile char *scratch = malloc(deep + 32768);
	if (scratch == NULL)
		return;
	scratch[n] = 'A';
	free((void *)scratch);
}

// use_up comes near to the end of the stack in small steps, then calls far_write.
static void use_up(volatile char *low) {
	volatile char step[1024];
	step[0] = 0;
	if (step > low + 40960)
		use_up(low);
	else
		far_write(0);
}

static void *worker(void *low) {
	use_up(low);
	return NULL;
}

// neighbour_damage runs a thread above a guard page and counts the bytes that change below it.
static int neighbour_damage(void) {
	char *below = mmap(NULL, stack + guard + stack, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (below == MAP_FAILED || mprotect(below + stack, guard, PROT_NONE) != 0)
		return -1;
	char *own = below + stack + guard;
	pthread_attr_t attr;
	pthread_t thread;
	pthread_attr_init(&attr);
	pthread_attr_setstack(&attr, own, stack);
	if (pthread_create(&thread, &attr, worker, own) != 0)
		return -2;
	pthread_join(thread, NULL);
	int changed = 0;
	for (int i = 0; i < stack; i++)
		changed += below[i] != 0;
	return changed;
}
*/
import "C"

import "fmt"

func main() {
	if n := C.neighbour_damage(); n != 0 {
		fmt.Println("INTEROPFUZZ silent: bytes changed on the stack below the guard page:", n)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
