// Title: C fills a large Go object to its end
// Class: spatial-overrun
// Expect: clean
//
// n bytes and no more.
package main

/*
#cgo CFLAGS: -O0
#include <string.h>

static void fill(char *p, size_t n) {
	memset(p, 'x', n);
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
