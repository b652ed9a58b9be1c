// Title: The result is copied before the buffer goes back to its sync.Pool
// Class: late-release
// Expect: clean
//
// What leaves the function is a copy; the buffer goes back when nobody refers to it.
package main

/*
#include <string.h>
*/
import "C"

import (
	"fmt"
	"sync"
	"unsafe"
)

var buffers = sync.Pool{New: func() any { return new([256]byte) }}

func read(what byte) []byte {
	buf := buffers.Get().(*[256]byte)
	defer buffers.Put(buf)
	C.memset(unsafe.Pointer(buf), C.int(what), C.size_t(len(buf)))
	return append([]byte(nil), buf[:]...)
}

func main() {
	for i := 0; i < 200; i++ {
		first := read('a')
		second := read('b')
		if first[0] != 'a' || second[0] != 'b' {
			fmt.Printf("INTEROPFUZZ silent: the results are %q and %q\n", first[0], second[0])
			return
		}
	}
	fmt.Println("INTEROPFUZZ clean")
}
