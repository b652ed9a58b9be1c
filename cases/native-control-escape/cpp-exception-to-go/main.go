// Title: a C++ exception leaves an extern "C" function that Go has called
// Class: native-control-escape
// Guilty: c
// Expect: libc-abort/uncaught-exception
// Expect msan: msan/use-of-uninitialized-value
//
// The unwinder looks for a handler from frame to frame. The cgo wrapper and asmcgocall have no unwind
// tables for it, so it finds none, std::terminate is called, and abort follows: "terminate called
// after throwing an instance of ...". recover knows nothing of C++.
// msan stops at the words themselves: the C++ library that makes them is not built with it.
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
