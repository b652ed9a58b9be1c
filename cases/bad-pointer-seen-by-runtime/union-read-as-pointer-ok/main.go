// Title: Go looks at the kind of a C union first
// Class: bad-pointer-seen-by-runtime
// Expect: clean
//
// The right way: the pointer variable gets a value only where the union holds a pointer.
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
	deep(200)
	if v.kind == 1 {
		text := *(**C.char)(unsafe.Pointer(&v.as))
		fmt.Println("text", C.GoString(text))
		return
	}
	fmt.Println("number", *(*C.long)(unsafe.Pointer(&v.as)))
}
