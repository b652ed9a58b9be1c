// Title: A view over C memory has the capacity that C allocated, and append moves to Go memory
// Class: forged-view
// Expect: clean
//
// With the true capacity the 132nd append copies the words to the Go heap and leaves C's memory
// alone.
package main

/*
#include <stdint.h>
#include <stdlib.h>
*/
import "C"

import (
	"fmt"
	"unsafe"
)

func main() {
	const size = 131 * 8
	words := (*uint64)(C.malloc(size))
	next := C.malloc(size)

	view := unsafe.Slice(words, size/8)[:0]
	for i := 0; i < 134; i++ {
		view = append(view, uint64(i))
	}

	C.free(next)
	C.free(unsafe.Pointer(words))
	for i, v := range view {
		if v != uint64(i) {
			fmt.Println("INTEROPFUZZ silent: the view holds", view)
			return
		}
	}
	fmt.Println("INTEROPFUZZ clean")
}
