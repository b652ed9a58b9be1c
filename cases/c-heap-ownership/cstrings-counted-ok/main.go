// Title: C strings are freed after use, and the memory stays where it is
// Class: c-heap-ownership
// Expect: clean
//
// A C.free for each C.CString.
package main

/*
#include <stdlib.h>
*/
import "C"

import (
	"fmt"
	"runtime"
	"strings"
	"unsafe"
)

func main() {
	// Less than with the leak, as ASan keeps freed blocks for a while.
	const count, size = 20000, 64
	text := strings.Repeat("x", size-1)
	for i := 0; i < count; i++ {
		c := C.CString(text)
		C.free(unsafe.Pointer(c))
	}
	runtime.GC()
	fmt.Println("INTEROPFUZZ clean")
}
