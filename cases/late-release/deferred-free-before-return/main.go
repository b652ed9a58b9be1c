// Title: A deferred C.free frees the C memory behind the slice that the function returns
// Class: late-release
// Guilty: go
// Expect: silent
// Expect asan: asan/heap-use-after-free
// Expect msan: msan/use-of-uninitialized-value
// Expect valgrind: valgrind/invalid-read
//
// The result of a function is fixed before its defers run, but a slice is only a view: C.free still
// comes before the caller reads. glibc has put its own links into the first bytes of the freed
// block, hence the wrong sum. asan and Valgrind know that the block is free and stop the read in Go
// code; msan treats freed memory as not initialised. checkptr, cgocheck and race know nothing of
// malloc and free.
package main

/*
#include <stdlib.h>
#include <string.h>

static unsigned char *encode(size_t n) {
	unsigned char *p = malloc(n);
	if (p != NULL)
		memset(p, 1, n);
	return p;
}
*/
import "C"

import (
	"fmt"
	"unsafe"
)

const size = 64

// encode wants to spare the copy that C.GoBytes makes.
func encode() []byte {
	p := C.encode(size)
	defer C.free(unsafe.Pointer(p)) // GUILTY
	return unsafe.Slice((*byte)(p), size)
}

func main() {
	view := encode()
	sum := 0
	for _, b := range view {
		sum += int(b)
	}
	if sum != size {
		fmt.Printf("INTEROPFUZZ silent: the bytes sum up to %d, not %d\n", sum, size)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
