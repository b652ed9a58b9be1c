// Title: a number below 4096 stands in a pointer variable while the collector shrinks the stack
// Class: bad-pointer-seen-by-runtime
// Guilty: boundary
// Claims: S0-02, S0-03
// Expect: go-fatal/invalid-pointer-on-stack
//
// The goroutine once needed a large stack and does no more, so the collection halves it. To do that it
// copies it, and the copying meets the number: "bad pointer in frame" and "invalid pointer found on
// stack", out of runtime.GC. Scanning the same frame would have passed (error-code-and-collection). No
// setting of GODEBUG is needed.
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
)

func main() {
	done := make(chan *C.char)
	go func() {
		deep(200)
		c := C.open_failed() // GUILTY
		for i := 0; i < 10; i++ {
			runtime.GC()
		}
		done <- c
	}()
	fmt.Println("error", <-done)
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
