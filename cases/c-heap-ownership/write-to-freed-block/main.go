// Title: a deferred function clears a C block that was freed before
// Class: c-heap-ownership
// Guilty: go
// Claims: S1-16
// Expect: silent
// Expect asan: asan/heap-use-after-free
// Expect valgrind: valgrind/invalid-write
//
// The claim was a SIGSEGV. A small block stays mapped after free: the write succeeds, into memory that
// is malloc's or, by then, somebody else's. Only ASan and Valgrind stop or report it. (For a block of
// its own mapping see write-to-unmapped-block.)
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
		C.free(unsafe.Pointer(p))
		p[4] = 0 // GUILTY
	}()
	panic("trigger")
}

func main() {
	runtime.LockOSThread()
	if work() != nil {
		fmt.Println("INTEROPFUZZ silent: freed memory was written and nothing happened")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
