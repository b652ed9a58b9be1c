// Title: Go writes to a large C block after its free
// Class: c-heap-ownership
// Guilty: go
// Claims: S1-16m
// Expect: go-fatal/unexpected-fault-address
//
// malloc gives blocks of more than 128 KB a mapping of their own, and free unmaps it. The write in Go
// then faults at an address that is not nil: "unexpected fault address" and "fatal error: fault",
// without recovery. ASan knows the address and calls it a use after free; MSan and Valgrind keep freed
// memory mapped, so there the write succeeds, which Valgrind reports.
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
	defer func() { fmt.Println("recovered:", recover()) }()
	p := (*[1 << 20]byte)(C.malloc(1 << 20))
	p[4096] = 42
	C.free(unsafe.Pointer(p))
	p[4096] = 0 // GUILTY
	fmt.Println("written")
}
