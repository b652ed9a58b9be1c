// Title: The address of a stack variable is kept as an integer while the stack moves
// Class: hidden-reference
// Guilty: go
// Expect: silent
// Expect asan: clean
// Expect valgrind: valgrind/invalid-write
//
// The stack grows while nothing but an integer says where "answer" is. The runtime copies the stack
// to a larger block and adjusts the pointers it knows; an integer is not one of them. C then fills
// the old block, which is free, and Go reads zeros. checkptr, cgocheck and race check pointers, and
// none is involved; for msan a freed stack is as good as any other memory; vet sees only the step
// from pointer to integer, which is allowed. -asan makes the fault vanish: it moves every variable
// whose address becomes an unsafe.Pointer to the heap, where it stays in its place. Valgrind is
// told by the runtime that the old stack is freed, and reports the write.
package main

/*
#cgo CFLAGS: -O0
#include <stdint.h>

struct vec {
	uintptr_t base;
	uintptr_t len;
};

static void fill(struct vec v, int value) {
	unsigned char *p = (unsigned char *)v.base;
	for (uintptr_t i = 0; i < v.len; i++)
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
	v := C.struct_vec{
		base: C.uintptr_t(uintptr(unsafe.Pointer(&answer))), // GUILTY
		len:  C.uintptr_t(len(answer)),
	}
	deep(256)
	C.fill(v, 7)
	for _, b := range answer {
		if b != 7 {
			fmt.Println("INTEROPFUZZ silent: C filled the place where the variable used to be:", answer)
			return
		}
	}
	fmt.Println("INTEROPFUZZ clean")
}
