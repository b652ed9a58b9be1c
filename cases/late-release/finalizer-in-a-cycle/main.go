// Title: objects with finalizers refer to each other in a circle
// Class: late-release
// Guilty: go
// Expect: silent
//
// A finalizer runs before those of what its object refers to. In a circle there is no first, so the
// runtime runs none, and the C memory behind the objects is never freed. (runtime.AddCleanup, from
// 1.24 on, has no such order and would do.) C's memory grows where no Go tool counts it. LeakSanitizer
// takes the Go heap for roots, where the addresses still stand.
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

type node struct {
	buffer unsafe.Pointer
	other  *node
}

func newNode() *node {
	n := &node{buffer: C.buffer_new()}
	runtime.SetFinalizer(n, func(n *node) { C.buffer_free(n.buffer) })
	return n
}

//go:noinline
func use() {
	a, b := newNode(), newNode()
	a.other, b.other = b, a // GUILTY
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
