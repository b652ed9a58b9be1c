// Title: Go passes a text to a C function that takes it for a printf format
// Class: forged-view
// Guilty: c
// Expect: silent
//
// cgo cannot call variadic functions, so there is a wrapper in C, and this one leaves out the "%s". For
// each directive in the text C fetches an argument that nobody has passed, from whatever register or place
// on the stack comes next. With %lx that is a wrong number; with %s or %n it would be a wild address. All
// reads are of valid memory.
package main

/*
#cgo CFLAGS: -O0 -Wno-format-security
#include <stdio.h>

static void format(char *out, size_t n, const char *text) {
	snprintf(out, n, text); // GUILTY
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
