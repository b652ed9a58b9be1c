// Title: the end of a Go object is kept as a length
// Class: bad-pointer-seen-by-runtime
// Expect: clean
//
// The right way: a pointer to the object and a length. The end pointer exists only inside of C, during
// a call.
package main

/*
#cgo CFLAGS: -O0
#include <stddef.h>

// skip returns how many of n bytes are passed over.
static size_t skip(char *p, size_t n) {
	char *end = p + n;
	return end - p;
}
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

type view struct {
	begin *C.char
	size  C.size_t
}

func main() {
	views := make([]view, 1000)
	for i := range views {
		b := new([48]byte)
		begin := (*C.char)(unsafe.Pointer(&b[0]))
		views[i] = view{begin, C.skip(begin, C.size_t(len(b)))}
	}
	runtime.GC()
	total := 0
	for _, v := range views {
		total += int(v.size)
	}
	fmt.Println("viewed", total, "bytes")
}
