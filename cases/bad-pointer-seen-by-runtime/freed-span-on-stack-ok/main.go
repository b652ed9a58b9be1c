// Title: pointers to living buffers stand on the stack
// Class: bad-pointer-seen-by-runtime
// Expect: clean
//
// The right way: Go keeps the buffers that C remembers.
package main

/*
#cgo CFLAGS: -O0
#include <stdint.h>

enum { slots = 64 };

static uintptr_t slot[slots];

static void remember(int i, void *p) { slot[i] = (uintptr_t)p; }
static void *recall(int i) { return (void *)slot[i]; }
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

// buffer is large enough for a span of its own.
type buffer [64 << 10]byte

//go:noinline
func fill() (kept []*buffer) {
	for i := 0; i < C.slots; i++ {
		b := new(buffer)
		kept = append(kept, b)
		C.remember(C.int(i), unsafe.Pointer(b))
	}
	return kept
}

func main() {
	kept := fill()
	runtime.GC()
	runtime.GC()
	var onStack [C.slots]*buffer
	for i := range onStack {
		onStack[i] = (*buffer)(C.recall(C.int(i)))
	}
	runtime.GC()
	runtime.KeepAlive(kept)
	nils := 0
	for _, b := range onStack {
		if b == nil {
			nils++
		}
	}
	fmt.Println("nil pointers", nils)
}
