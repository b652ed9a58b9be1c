// Title: Go passes a text to a C function that prints it with "%s"
// Class: forged-view
// Expect: clean
//
// The format is C's own, and the text is its argument.
package main

/*
#cgo CFLAGS: -O0
#include <stdio.h>

static void format(char *out, size_t n, const char *text) {
	snprintf(out, n, "%s", text);
}
*/
import "C"

import (
	"fmt"
	"unsafe"
)

func main() {
	const want = "%lx is a text like any other"
	text := append([]byte(want), 0)
	out := make([]byte, 100)
	C.format((*C.char)(unsafe.Pointer(&out[0])), 100, (*C.char)(unsafe.Pointer(&text[0])))
	if got := C.GoString((*C.char)(unsafe.Pointer(&out[0]))); got != want {
		fmt.Println("INTEROPFUZZ silent: the text has become", got)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
