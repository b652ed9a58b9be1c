// Title: a C++ function catches at its border and returns an error
// Class: native-control-escape
// Expect: clean
//
// The right way: extern "C" is noexcept in fact; what is thrown inside is caught inside.
package main

/*
#cgo CFLAGS: -O0
#cgo CXXFLAGS: -O0
int parse_number(const char *text);
#include <stdlib.h>
*/
import "C"

import (
	"fmt"
	"unsafe"
)

func main() {
	defer func() { fmt.Println("recovered:", recover()) }()
	text := C.CString("twelve")
	defer C.free(unsafe.Pointer(text))
	fmt.Println("parsed", C.parse_number(text))
}
