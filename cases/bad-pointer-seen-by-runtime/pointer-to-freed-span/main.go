// Title: C hands back the address of a Go buffer that the collector has freed, and Go stores it as a pointer
// Class: bad-pointer-seen-by-runtime
// Guilty: boundary
// Claims: S0-02c, S0-07
// Expect: go-fatal/bad-pointer-in-heap
//
// C keeps the addresses as integers, which is allowed only as long as Go keeps the objects. Go does
// not: the first collection frees the buffers with their spans. Taken back as pointers, and without
// being followed even once, they are found by the next collection ("pointer to unallocated span") and
// the runtime throws. Many buffers make it certain: a single span may have been taken for something
// else meanwhile, and then the pointer would silently keep a stranger alive. go vet and checkptr look
// at a uintptr becoming a pointer in Go; here C does it.
package main

/*
#cgo CFLAGS: -O0
#include <stdint.h>

enum { slots = 256 };

static uintptr_t slot[slots];

static void remember(int i, void *p) {
	slot[i] = (uintptr_t)p;
}

static void *recall(int i) {
	return (void *)slot[i];
}
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

// buffer is large enough for a span of its own.
type buffer [64 << 10]byte

func fill() {
	for i := 0; i < C.slots; i++ {
		C.remember(C.int(i), unsafe.Pointer(new(buffer)))
	}
}

func main() {
	fill()
	runtime.GC() // nothing in Go refers to the buffers: their spans are freed
	recalled := make([]*buffer, C.slots)
	for i := range recalled {
		recalled[i] = (*buffer)(C.recall(C.int(i))) // GUILTY
	}
	runtime.GC()
	fmt.Println(len(recalled), "buffers recalled")
	runtime.KeepAlive(recalled)
}
