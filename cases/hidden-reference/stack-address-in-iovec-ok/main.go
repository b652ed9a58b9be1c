// Title: The address is handed to C as a pointer, taken after the stack has moved
// Class: hidden-reference
// Expect: clean
//
// A pointer among the arguments of the call is a real reference: the compiler moves the variable to
// the heap, and cgo keeps it alive and in its place until the call is over.
package main

/*
#cgo CFLAGS: -O0
#include <stddef.h>

static void fill(unsigned char *p, size_t len, int value) {
	for (size_t i = 0; i < len; i++)
		p[i] = (unsigned char)value;
}
*/
import "C"

import (
	"fmt"
	"unsafe"
)

// deep needs more than a hundred kilobytes of stack.
//
//go:noinline
func deep(n int) byte {
	var pad [512]byte
	pad[n%len(pad)] = byte(n)
	if n == 0 {
		return pad[0]
	}
	return deep(n-1) + pad[n%len(pad)]
}

func main() {
	var answer [16]byte
	deep(256)
	C.fill((*C.uchar)(unsafe.Pointer(&answer)), C.size_t(len(answer)), 7)
	for _, b := range answer {
		if b != 7 {
			fmt.Println("INTEROPFUZZ silent: C did not fill the variable:", answer)
			return
		}
	}
	fmt.Println("INTEROPFUZZ clean")
}
