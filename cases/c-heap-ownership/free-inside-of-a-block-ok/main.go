// Title: a C string is freed by the pointer that C.CString gave
// Class: c-heap-ownership
// Expect: clean
//
// The right way: the pointer that owns the block is kept apart from the one that walks through it.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>
#include <string.h>

static char *skip_blanks(char *s) {
	while (*s == ' ')
		s++;
	return s;
}
*/
import "C"

import (
	"fmt"
	"unsafe"
)

func main() {
	text := C.CString("     indented by five blanks")
	trimmed := C.skip_blanks(text)
	fmt.Println("letters", C.strlen(trimmed))
	C.free(unsafe.Pointer(text))
}
