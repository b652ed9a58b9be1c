// Title: a C.CString is freed when nobody needs it any more
// Class: c-heap-ownership
// Expect: clean
//
// The right way: defer C.free in the line after C.CString.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>

static int matches(const char *a, const char *b) {
	while (*a && *a == *b)
		a++, b++;
	return *a == *b;
}
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

func main() {
	runtime.LockOSThread() // malloc's lists belong to a thread
	name, same := C.CString("configuration"), C.CString("configuration")
	defer C.free(unsafe.Pointer(same))
	defer C.free(unsafe.Pointer(name))
	if C.matches(name, same) == 0 {
		fmt.Println("INTEROPFUZZ silent: the freed string reads as another one")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
