// Title: A text made by C.CString is read by C as a string
// Class: spatial-overrun
// Expect: clean
//
// CString allocates one byte more and puts a zero there.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>
#include <string.h>

static long length(const char *s) { return (long)strlen(s); }
*/
import "C"

import (
	"fmt"
	"unsafe"
)

func main() {
	c := C.CString("a text of 24 characters.")
	defer C.free(unsafe.Pointer(c))
	if n := C.length(c); n != 24 {
		fmt.Println("INTEROPFUZZ silent: the text of 24 characters is longer to C:", n)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
