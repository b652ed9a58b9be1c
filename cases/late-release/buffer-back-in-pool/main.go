// Title: A buffer that C has filled goes back to its sync.Pool while the result still refers to it
// Class: late-release
// Guilty: go
// Claims: S4-15
// Expect: silent
//
// The deferred Put returns the buffer while the result is still a view of it, and the next read
// overwrites what the first caller holds. No tool sees it: the memory is alive all the time, it
// belongs to the pool, and everything happens on one goroutine, so there is no race. Only the data
// is wrong.
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

// read lets C fill a buffer from the pool. The deferred Put runs before the caller sees the result.
func read(what byte) []byte {
	buf := buffers.Get().(*[256]byte)
	defer buffers.Put(buf) // GUILTY
	C.memset(unsafe.Pointer(buf), C.int(what), C.size_t(len(buf)))
	return buf[:]
}

func main() {
	// A pool promises nothing: with -race it drops some of what it is given.
	for i := 0; i < 200; i++ {
		first := read('a')
		second := read('b')
		if first[0] != 'a' {
			fmt.Printf("INTEROPFUZZ silent: the first result became %q when the second was read\n", first[0])
			return
		}
		_ = second
	}
	fmt.Println("INTEROPFUZZ clean")
}
