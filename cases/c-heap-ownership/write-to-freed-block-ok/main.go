// Title: a deferred function clears a C block and then frees it
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
	"runtime"
	"unsafe"
)

func work() (err error) {
	p := (*[8]C.long)(C.malloc(64))
	p[4] = 42
	defer func() {
		err = fmt.Errorf("recovered: %v", recover())
		p[4] = 0
		C.free(unsafe.Pointer(p))
	}()
	panic("trigger")
}

func main() {
	runtime.LockOSThread()
	fmt.Println(work())
	fmt.Println("INTEROPFUZZ clean")
}
