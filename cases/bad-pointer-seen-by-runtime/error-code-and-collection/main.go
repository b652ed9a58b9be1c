// Title: a number below 4096 stands in a pointer variable while the collector scans the stack
// Class: bad-pointer-seen-by-runtime
// Guilty: unknown
// Claims: S0-02, S0-03, S0-10
// Expect: clean
// Env: GODEBUG=gcshrinkstackoff=1
//
// The claim was that "bad pointer in frame" comes from the collector's scan of the stack, and only
// with gctrace=1 or gccheckmark=1. The collector ignores a pointer that is in no arena, small numbers
// included: the program collects ten times with one in its frame, under every instrument, and goes on.
// It is the copying of a stack which checks, whatever GODEBUG says: when it grows
// (error-code-as-pointer), and when the collector halves one that is mostly unused
// (error-code-and-shrinking-stack), which gcshrinkstackoff=1 keeps away here.
package main

/*
#cgo CFLAGS: -O0
#include <stdint.h>

static char *open_failed(void) { return (char *)(uintptr_t)2; }
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

func main() {
	done := make(chan uintptr)
	go func() {
		deep(200) // the stack is as large as it will ever have to be
		c := C.open_failed()
		for i := 0; i < 10; i++ {
			runtime.GC()
		}
		done <- uintptr(unsafe.Pointer(c))
	}()
	fmt.Println("error", <-done)
	fmt.Println("INTEROPFUZZ clean")
}

// deep needs more stack than a goroutine starts with.
//
//go:noinline
func deep(n int) int {
	var block [1024]byte
	block[n%len(block)] = 1
	if n == 0 {
		return int(block[0])
	}
	return deep(n-1) + int(block[n%len(block)])
}
