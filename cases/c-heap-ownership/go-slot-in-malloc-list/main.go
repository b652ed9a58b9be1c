// Title: Go passes a Go slice to C.free, and malloc gives its memory out
// Class: c-heap-ownership
// Guilty: go
// Claims: S2-25
// Expect: silent
// Expect asan: asan/bad-free
// Expect msan: msan/bad-free
// Expect valgrind: clean
//
// free takes the eight bytes in front of the block for its size. Here they are the end of another Go
// slice, and happen to be a plausible size. glibc makes no further check: the Go memory goes into its list
// of free blocks, and the next malloc of that size returns it. Two heaps then own one place, and nobody
// notices. With other bytes in front, free aborts (free-of-borrowed-go-buffer). ASan and MSan know their own
// blocks. Valgrind has been told of each Go object as of a malloc block, and takes this free for a good
// one; only an address in the middle of an object would be invalid to it.
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

// adjacent returns two slices of 64 bytes, the second right behind the first.
func adjacent() ([]byte, []byte) {
	previous := make([]byte, 64)
	for i := 0; i < 1000; i++ {
		next := make([]byte, 64)
		if uintptr(unsafe.Pointer(&next[0]))-uintptr(unsafe.Pointer(&previous[0])) == 64 {
			return previous, next
		}
		previous = next
	}
	return previous, make([]byte, 64) // asan leaves a gap after each
}

func main() {
	// malloc has a list of free blocks for each thread: stay on one.
	runtime.LockOSThread()
	front, buf := adjacent()
	front[56] = 80 | 1              // a block of 80 bytes, the one before in use
	C.free(unsafe.Pointer(&buf[0])) // GUILTY
	block := C.malloc(72)
	if block == unsafe.Pointer(&buf[0]) {
		fmt.Println("INTEROPFUZZ silent: malloc has returned the address of a Go slice")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
