// Title: Go reads the wrong member of a C union, a number, as a pointer
// Class: bad-pointer-seen-by-runtime
// Guilty: go
// Expect: go-fatal/invalid-pointer-on-stack
//
// cgo makes an array of bytes of a union, and the cast says which member is meant. kind is "number"
// here, the pointer that is read from the same bytes is 42, and the stack grows while it stands in a
// variable: "bad pointer in frame". No cast is of an integer in Go, so neither vet nor checkptr sees
// anything in it.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>

struct value {
	int kind; // 0 number, 1 text
	union {
		long number;
		char *text;
	} as;
};

static struct value *value_new(long number) {
	struct value *v = calloc(1, sizeof *v);
	v->as.number = number;
	return v;
}
*/
import "C"

import (
	"fmt"
	"unsafe"
)

// deep needs more stack than a goroutine starts with.
//
//go:noinline
func deep(n int) int {
	var block [1024]byte
	block[n%len(block)] = 1
	if n == 0 {
		return int(block[0])
	}
	return deep(n-1) + int(block[n%len(block)])
}

func main() {
	v := C.value_new(42)
	defer C.free(unsafe.Pointer(v))
	text := *(**C.char)(unsafe.Pointer(&v.as)) // GUILTY
	deep(200)
	if v.kind == 1 {
		fmt.Println("text", C.GoString(text))
		return
	}
	fmt.Println("number", *(*C.long)(unsafe.Pointer(&v.as)), text != nil)
}
