// Title: a second free frees a block that somebody else has been given meanwhile
// Class: c-heap-ownership
// Guilty: go
// Expect: silent
// Expect asan: asan/double-free
// Expect valgrind: valgrind/invalid-free
//
// Between the two frees the block got a new owner, so for malloc the second is an ordinary free: no
// "double free detected". Afterwards two owners hold one block, and one's data is the other's. ASan,
// which gives freed blocks to nobody for a while, sees a double free, Valgrind an invalid one; MSan
// does not look for it.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>

static long *counter_new(void) {
	long *p = malloc(48);
	*p = 0;
	return p;
}
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

func main() {
	runtime.LockOSThread() // malloc's lists belong to a thread
	first := C.counter_new()
	C.free(unsafe.Pointer(first))
	second := C.counter_new()
	C.free(unsafe.Pointer(first)) // GUILTY
	third := C.counter_new()
	*second, *third = 2, 3
	if *second != 2 {
		fmt.Println("INTEROPFUZZ silent: two counters share one block")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
