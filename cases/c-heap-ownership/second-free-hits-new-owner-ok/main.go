// Title: the pointer is nil after its free
// Class: c-heap-ownership
// Expect: clean
//
// The right way: what is freed is forgotten. free(NULL) does nothing.
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
	first = nil
	second := C.counter_new()
	C.free(unsafe.Pointer(first))
	third := C.counter_new()
	*second, *third = 2, 3
	if *second != 2 {
		fmt.Println("INTEROPFUZZ silent: two counters share one block")
		return
	}
	C.free(unsafe.Pointer(second))
	C.free(unsafe.Pointer(third))
	fmt.Println("INTEROPFUZZ clean")
}
