// Title: C writes over the end of a large Go object into the next span
// Class: spatial-overrun
// Guilty: c
// Claims: S2-15
// Expect: silent
// Expect asan: asan/use-after-poison
//
// Said to hit a page header in the arena, and then a lock of the heap. There is none: what the runtime
// knows about a span lies outside of the arena, and the byte behind the last page of an object is the
// first byte of whatever has the next page. Here that is another buffer, whose beginning is overwritten.
// Collections, frees and new allocations go on without complaint.
package main

/*
#cgo CFLAGS: -O0
#include <string.h>

static void fill(char *p, size_t n) {
	memset(p, 'x', n + 16); // GUILTY
}
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

// buffer has a span of its own.
type buffer [64 << 10]byte

// adjacent returns two buffers that lie side by side.
func adjacent() (*buffer, *buffer) {
	var all []*buffer
	for i := 0; i < 500; i++ {
		b := new(buffer)
		for _, a := range all {
			if uintptr(unsafe.Pointer(b))-uintptr(unsafe.Pointer(a)) == unsafe.Sizeof(*a) {
				return a, b
			}
		}
		all = append(all, b)
	}
	return new(buffer), new(buffer) // asan leaves a gap after each
}

func main() {
	first, second := adjacent()
	C.fill((*C.char)(unsafe.Pointer(first)), C.size_t(len(first)))
	for i := 0; i < 5; i++ {
		runtime.GC()
		_ = make([]byte, 64<<10)
	}
	runtime.KeepAlive(first)
	if second[0] != 0 {
		fmt.Println("INTEROPFUZZ silent: the next buffer begins with what C wrote")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
