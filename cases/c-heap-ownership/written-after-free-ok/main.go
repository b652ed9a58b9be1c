// Title: Go frees a C block after the last use
// Class: c-heap-ownership
// Expect: clean
//
// A deferred C.free, and no use after the function.
package main

/*
#include <stdlib.h>
*/
import "C"

import (
	"fmt"
	"unsafe"
)

func main() {
	old := (*C.long)(C.malloc(64))
	defer C.free(unsafe.Pointer(old))
	other := (*C.long)(C.malloc(64))
	defer C.free(unsafe.Pointer(other))
	*old, *other = 0, 1
	*old += 41
	if *other != 1 {
		fmt.Println("INTEROPFUZZ silent: another block was set to 1 and holds", *other)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
