// Title: malloc is given the number of bytes
// Class: spatial-overrun
// Expect: clean
//
// The right way: count times C.sizeof_int32_t. (C.calloc takes both and checks the product.)
package main

/*
#cgo CFLAGS: -O0
#include <stdint.h>
#include <stdlib.h>

static void fill(int32_t *to, int n) {
	for (int i = 0; i < n; i++)
		to[i] = i;
}

static long sum(const int32_t *from, int n) {
	long s = 0;
	for (int i = 0; i < n; i++)
		s += from[i];
	return s;
}
*/
import "C"

import (
	"fmt"
	"unsafe"
)

func main() {
	const n = 1000
	first := (*C.int32_t)(C.malloc(n * C.sizeof_int32_t))
	second := (*C.int32_t)(C.malloc(n * C.sizeof_int32_t))
	defer C.free(unsafe.Pointer(first))
	defer C.free(unsafe.Pointer(second))
	C.fill(first, n)
	C.fill(second, n)
	want := C.long(n * (n - 1) / 2)
	if got := C.sum(first, n); got != want {
		fmt.Println("INTEROPFUZZ silent: the sum is", got, "and not", want)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
