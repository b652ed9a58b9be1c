// Title: Go writes to a large C block after its free
// Class: c-heap-ownership
// Guilty: go
// Claims: S1-16m
// Expect: go-fatal/unexpected-fault-address
// Expect asan: asan/heap-use-after-free
// Expect valgrind: valgrind/invalid-write
//
// malloc gives blocks of more than 128 KB a mapping of their own, and free unmaps it. The write in Go
// then faults at an address that is not nil: "unexpected fault address" and "fatal error: fault",
// without recovery. ASan knows the address and calls it a use after free; Valgrind keeps freed memory
// mapped and reports the write.
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
