// Title: A slice header over C memory is given the wrong capacity, and append grows into it
// Class: forged-view
// Guilty: go
// Expect: libc-abort/invalid-pointer
// Expect asan: asan/heap-buffer-overflow
// Expect msan: silent
// Expect valgrind: valgrind/invalid-write
//
// append believes the header, and writes on behind the block, over the size field that malloc keeps
// in front of the next one. glibc notices when the next block is freed, far from the fault, and
// calls the innocent pointer invalid. checkptr knows the bounds of Go objects only, and a header
// has no conversion to check. asan sees the write itself, in Go code: it has a red zone behind each
// C block. msan brings its own malloc, which keeps its books elsewhere, and writing initialises
// memory, so nothing shows. Valgrind reports the write as well.
package main

/*
#include <stdint.h>
#include <stdlib.h>
*/
import "C"

import (
	"fmt"
	"reflect"
	"unsafe"
)

func main() {
	// Room for 131 words from C, and a slice header that takes the bytes for words.
	const size = 131 * 8
	words := (*C.uint64_t)(C.malloc(size))
	next := C.malloc(size)

	var view []uint64
	header := (*reflect.SliceHeader)(unsafe.Pointer(&view))
	header.Data = uintptr(unsafe.Pointer(words))
	header.Len = 0
	header.Cap = size // GUILTY
	for i := 0; i < 134; i++ {
		view = append(view, 0)
	}

	C.free(next)
	C.free(unsafe.Pointer(words))
	fmt.Println("INTEROPFUZZ silent: words in memory for 131:", len(view))
}
