// Title: Go reads and writes a C block after C.free, when malloc has given it to somebody else
// Class: c-heap-ownership
// Guilty: go
// Claims: S2-26
// Expect: silent
// Expect asan: asan/heap-use-after-free
// Expect valgrind: valgrind/invalid-read | valgrind/invalid-write
//
// The write succeeds, and another block changes. ASan and Valgrind keep a freed block aside for a while,
// so that malloc returns another one, and report the first access. MSan gives it out again at once like
// glibc, and by then it is somebody's memory.
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
	// malloc has a list of free blocks for each thread: stay on one.
	runtime.LockOSThread()
	old := (*C.long)(C.malloc(64))
	C.free(unsafe.Pointer(old))
	other := (*C.long)(C.malloc(64))
	defer C.free(unsafe.Pointer(other))
	*other = 1
	*old += 41 // GUILTY
	if *other != 1 {
		fmt.Println("INTEROPFUZZ silent: another block was set to 1 and holds", *other)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
