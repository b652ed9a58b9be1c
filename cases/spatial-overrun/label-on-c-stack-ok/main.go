// Title: the label is cut to the buffer on the C stack
// Class: spatial-overrun
// Expect: clean
//
// The right way: snprintf is told the size of the buffer and cuts what does not fit.
package main

/*
#cgo CFLAGS: -O0 -fstack-protector-all
#include <stdio.h>
#include <stdlib.h>

static int label(const char *name) {
	char text[16];
	return snprintf(text, sizeof text, "<%s>", name);
}
*/
import "C"

import (
	"fmt"
	"unsafe"
)

func main() {
	name := C.CString("a name of more than fourteen letters")
	defer C.free(unsafe.Pointer(name))
	fmt.Println(C.label(name))
}
