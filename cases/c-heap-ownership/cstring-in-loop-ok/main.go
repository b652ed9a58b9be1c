// Title: every C.CString is freed after the call that needed it
// Class: c-heap-ownership
// Expect: clean
//
// The right way: C.CString is a malloc, so it has an owner, and the owner frees it.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>
#include <string.h>

static int width(const char *s) {
	return (int)strlen(s);
}
*/
import "C"

import (
	"fmt"
	"unsafe"
)

func width(s string) int {
	c := C.CString(s)
	defer C.free(unsafe.Pointer(c))
	return int(C.width(c))
}

func main() {
	total := 0
	for i := 0; i < 200; i++ {
		total += width(fmt.Sprintf("line %d", i))
	}
	fmt.Println("total width", total)
}
