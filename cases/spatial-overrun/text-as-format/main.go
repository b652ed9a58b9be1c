// Title: a text from outside is given to C as a format string
// Class: spatial-overrun
// Guilty: go
// Expect: silent
//
// C's printf takes arguments that the format asks for, whether they were passed or not: "%lx" prints
// what happens to be in a register or on the stack, "%n" would even write. This is what a lookup in
// logged text looks like in C. The text comes out changed; no address is wrong, so the tools are
// silent.
package main

/*
#cgo CFLAGS: -O0 -Wno-format-security
#include <stdio.h>
#include <stdlib.h>

// line puts a formatted line into a buffer; format is the programmer's.
static int line(char *to, size_t size, const char *format) {
	return snprintf(to, size, format, 1L, 2L);
}
*/
import "C"

import (
	"fmt"
	"unsafe"
)

func main() {
	const text = "100%ld sure %ld%ld"
	c := C.CString(text)
	defer C.free(unsafe.Pointer(c))
	var line [256]C.char
	C.line(&line[0], C.size_t(len(line)), c) // GUILTY
	if got := C.GoString(&line[0]); got != text {
		fmt.Println("INTEROPFUZZ silent: the text was taken for a format")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
