// Title: C returns the end of a Go object and the collector meets it as a pointer
// Class: bad-pointer-seen-by-runtime
// Guilty: boundary
// Claims: S0-03
// Expect: go-fatal/bad-pointer-in-heap
// Expect go>=1.26: go-fatal/marked-free-object
// Expect asan: clean
// Expect gcstress: go-fatal/bad-pointer-in-heap | go-fatal/checkmark
//
// In C the end of an array is a lawful pointer. In Go it points to whatever is behind: the next
// object, which it keeps alive, a free slot, or the odd bytes behind the last slot of a span. The
// collector throws at the latter ("pointer to unused region of span"). From 1.26 on marking small
// objects does not pass that check, but the sweep then finds a free slot marked ("found pointer to
// free object"); gccheckmark goes the old way once more and throws as before, or, now and
// then, finds an object that the first marking missed. checkptr would have caught the sum in Go, not in
// C. With -asan the gap behind each object makes the slot larger than the
// object, so its end is still inside: clean. That is no proof of innocence.
package main

/*
#cgo CFLAGS: -O0
#include <stddef.h>

// skip returns the place behind n bytes, as C's begin and end pairs want it.
static char *skip(char *p, size_t n) {
	return p + n;
}
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

type view struct {
	begin, end *C.char
}

func main() {
	// 48 bytes is a size class that leaves some bytes over behind the last slot of a span. A thousand
	// objects fill several spans, so some of them are a last one.
	views := make([]view, 1000)
	for i := range views {
		b := new([48]byte)
		begin := (*C.char)(unsafe.Pointer(&b[0]))
		views[i] = view{begin, C.skip(begin, C.size_t(len(b)))} // GUILTY
	}
	runtime.GC()
	total := 0
	for _, v := range views {
		total += int(uintptr(unsafe.Pointer(v.end)) - uintptr(unsafe.Pointer(v.begin)))
	}
	fmt.Println("viewed", total, "bytes")
}
