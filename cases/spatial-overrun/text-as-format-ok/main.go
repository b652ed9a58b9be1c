// Title: a text from outside is the argument of a format
// Class: spatial-overrun
// Expect: clean
//
// The right way: the format is a constant, "%s".
package main

/*
#cgo CFLAGS: -O0 -Wno-format-security
#include <stdio.h>
#include <stdlib.h>

// line puts a formatted line into a buffer.
static int line(char *to, size_t size, const char *text) {
	return snprintf(to, size, "%s", text);
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
	C.line(&line[0], C.size_t(len(line)), c)
	if got := C.GoString(&line[0]); got != text {
		fmt.Println("INTEROPFUZZ silent: the text was taken for a format")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
