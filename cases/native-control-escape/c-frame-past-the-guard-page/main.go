// Title: a C frame is larger than the guard page and lands on another stack
// Class: native-control-escape
// Guilty: c
// Claims: S3-11j
// Expect: silent
// Expect msan: msan/use-of-uninitialized-value
// Expect valgrind: valgrind/invalid-read
//
// One guard page stops a stack that grows page by page. A frame of 64 KiB whose first write is at its
// far end steps over it: the write falls on whatever is mapped below, here the stack of another
// thread, which nobody touched. No signal, and no tool looks at the distance. gcc's
// -fstack-clash-protection, which many distributions switch on and cgo does not, writes to every page
// on the way and would have met the guard. The program lays out the two stacks and the guard itself,
// to be sure of what is below. MSan marks the frame as uninitialised and with it the neighbour's
// memory, so it objects to the check that reads it; Valgrind takes the step for a dead stack: both are
// echoes, with the right function in them.
package main

/*
#cgo CFLAGS: -O0 -fno-stack-clash-protection
#include <pthread.h>
#include <stddef.h>
#include <sys/mman.h>

enum { stack = 256 << 10, guard = 4096, deep = 64 << 10 };

static void far_write(int n) {
	volatile char scratch[deep + 32768];
	scratch[n] = 'A'; // GUILTY
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
