// Title: Go writes to a large C block and then frees it
// Class: c-heap-ownership
// Expect: clean
//
// The right way: free is the last that happens to a block.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>
*/
import "C"

import (
	"fmt"
	"unsafe"
)

func main() {
	p := (*[1 << 20]byte)(C.malloc(1 << 20))
	p[4096] = 42
	p[4096] = 0
	C.free(unsafe.Pointer(p))
	fmt.Println("written")
}
