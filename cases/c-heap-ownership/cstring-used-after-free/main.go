// Title: a C.CString is freed and then given to C once more
// Class: c-heap-ownership
// Guilty: go
// Claims: S0-09
// Expect: silent
// Expect asan: asan/heap-use-after-free
// Expect msan: msan/use-of-uninitialized-value
// Expect valgrind: valgrind/invalid-read
//
// The block is still mapped, and glibc has put its list's links into the first 16 bytes, so C reads
// another text. No Go tool follows malloc and free. ("bad pointer in frame" has nothing to do with it:
// the address is outside of the Go heap, and the runtime does not look at it.) ASan and Valgrind know
// the block is free; MSan has it marked as uninitialised.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>

static int matches(const char *a, const char *b) {
	while (*a && *a == *b)
		a++, b++;
	return *a == *b;
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
	name, same := C.CString("configuration"), C.CString("configuration")
	defer C.free(unsafe.Pointer(same))
	C.free(unsafe.Pointer(name))
	if C.matches(name, same) == 0 { // GUILTY
		fmt.Println("INTEROPFUZZ silent: the freed string reads as another one")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
