// Title: what has the finalizer stands outside of the circle
// Class: late-release
// Expect: clean
//
// The right way: the finalizer belongs to a small object that owns the C memory and refers to nothing.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>

static int live;

static void *buffer_new(void) {
	live++;
	return malloc(64 << 10);
}

static void buffer_free(void *p) {
	live--;
	free(p);
}

static int live_buffers(void) { return live; }
*/
import "C"

import (
	"fmt"
	"runtime"
	"time"
	"unsafe"
)

type owner struct{ p unsafe.Pointer }

type node struct {
	buffer *owner
	other  *node
}

func newNode() *node {
	o := &owner{C.buffer_new()}
	runtime.SetFinalizer(o, func(o *owner) { C.buffer_free(o.p) })
	return &node{buffer: o}
}

//go:noinline
func use() {
	a, b := newNode(), newNode()
	a.other, b.other = b, a
}

func main() {
	const made = 50
	for i := 0; i < made; i++ {
		use()
	}
	for i := 0; i < 100 && C.live_buffers() > made/2; i++ {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
	if C.live_buffers() > made/2 {
		fmt.Println("INTEROPFUZZ silent: C buffers that nobody can reach and nobody frees:", C.live_buffers())
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
