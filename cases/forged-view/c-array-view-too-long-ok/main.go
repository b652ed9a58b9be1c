// Title: unsafe.Slice over a C array is given its length
// Class: forged-view
// Expect: clean
//
// The length comes from the same constant as the array.
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
	sum := 0
	for _, sample := range unsafe.Slice(p, n) {
		sum += int(sample)
	}
	if sum != n {
		fmt.Println("INTEROPFUZZ silent: the sum of", n, "ones is", sum)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
