// Title: Go passes to C.free what C.malloc has returned
// Class: c-heap-ownership
// Expect: clean
//
// Each heap frees its own.
package main

/*
#include <stdlib.h>
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

func main() {
	runtime.LockOSThread()
	buf := make([]byte, 64)
	own := C.malloc(72)
	C.free(own)
	block := C.malloc(72)
	defer C.free(block)
	if block == unsafe.Pointer(&buf[0]) {
		fmt.Println("INTEROPFUZZ silent: malloc has returned the address of a Go slice")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
