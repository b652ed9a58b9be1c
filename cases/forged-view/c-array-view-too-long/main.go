// Title: unsafe.Slice over a C array is given twice its length
// Class: forged-view
// Guilty: go
// Claims: S4-30
// Expect: silent
// Expect asan: asan/heap-buffer-overflow
// Expect valgrind: valgrind/invalid-read
//
// checkptr misses it: it knows the bounds of Go objects only, and of C's none. asan instruments the loads
// in Go and knows C's heap; Valgrind sees every load. To msan the words behind the array are initialised,
// as they belong to the next one. The others let Go sum up what lies behind the array.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>

static long *samples(int n) {
	long *p = malloc(n * sizeof *p);
	for (int i = 0; i < n; i++)
		p[i] = 1;
	return p;
}
*/
import "C"

import (
	"fmt"
	"unsafe"
)

func main() {
	const n = 128
	p := C.samples(n)
	defer C.free(unsafe.Pointer(p))
	behind := C.samples(n)
	defer C.free(unsafe.Pointer(behind))
	sum := 0
	for _, sample := range unsafe.Slice(p, 2*n) { // GUILTY
		sum += int(sample)
	}
	if sum != n {
		fmt.Println("INTEROPFUZZ silent: the sum of", n, "ones is", sum)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
