// Title: a string that C allocated for its caller is copied with C.GoString and then freed
// Class: c-heap-ownership
// Expect: clean
//
// The right way: C.GoString copies, so the C string is still the caller's to free.
package main

/*
#cgo CFLAGS: -O0
#include <stdio.h>
#include <stdlib.h>

// describe returns memory from the C heap: the caller frees it.
static char *describe(int code) {
	char *s = calloc(1, 32);
	snprintf(s, 32, "error %d", code);
	return s;
}
*/
import "C"

import (
	"fmt"
	"unsafe"
)

func describe(code int) string {
	c := C.describe(C.int(code))
	defer C.free(unsafe.Pointer(c))
	return C.GoString(c)
}

func main() {
	total := 0
	for i := 0; i < 200; i++ {
		total += len(describe(i))
	}
	fmt.Println("total length", total)
}
