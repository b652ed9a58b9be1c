// Title: a pointer to a freed span stands on a goroutine's stack when it is scanned
// Class: bad-pointer-seen-by-runtime
// Guilty: boundary
// Claims: S0-02c
// Expect: go-fatal/bad-pointer-in-heap
//
// This is what the collector does find on a stack: an address inside of an arena whose span is free.
// It prints "pointer to unallocated span" and throws "found bad pointer in Go heap (incorrect use of
// unsafe or cgo?)". The words "in frame" belong to another check, that of small numbers in a stack
// that is copied.
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
func fill() {
	for i := 0; i < C.slots; i++ {
		C.remember(C.int(i), unsafe.Pointer(new(buffer)))
	}
}

func main() {
	fill()
	runtime.GC()
	runtime.GC()
	var onStack [C.slots]*buffer
	for i := range onStack {
		onStack[i] = (*buffer)(C.recall(C.int(i))) // GUILTY
	}
	runtime.GC()
	nils := 0
	for _, b := range onStack {
		if b == nil {
			nils++
		}
	}
	fmt.Println("nil pointers", nils)
}
