// Title: A function copies the C memory before its deferred C.free frees it
// Class: late-release
// Expect: clean
//
// The result of the function is evaluated before its defers run, so C.GoBytes copies what is still
// there.
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

func encode() []byte {
	p := C.encode(size)
	defer C.free(unsafe.Pointer(p))
	return C.GoBytes(unsafe.Pointer(p), size)
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
