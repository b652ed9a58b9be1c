// Title: the cleanup is given what it needs as its argument
// Class: late-release
// Expect: clean
// Needs: go>=1.24
//
// The right way: the C pointer is the argument, and the function refers to nothing of the object.
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

type buffer struct{ p unsafe.Pointer }

func newBuffer() *buffer {
	b := &buffer{C.buffer_new()}
	runtime.AddCleanup(b, func(p unsafe.Pointer) { C.buffer_free(p) }, b.p)
	return b
}

//go:noinline
func use() {
	b := newBuffer()
	runtime.KeepAlive(b)
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
