// Title: the closure given to runtime.AddCleanup refers to the object itself
// Class: late-release
// Guilty: go
// Expect: go-panic/cleanup-misuse
// Expect go<1.26: silent
// Needs: go>=1.24
//
// A cleanup, unlike a finalizer, is not given the object: it runs when that cannot be reached any
// more. The closure captures it, the runtime holds the closure, so the object stays reachable for ever
// and the cleanup never runs. From 1.26 on AddCleanup looks into the closure and panics; 1.24 and 1.25
// notice only an object that is the argument itself.
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
	runtime.AddCleanup(b, func(int) { C.buffer_free(b.p) }, 0) // GUILTY
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
