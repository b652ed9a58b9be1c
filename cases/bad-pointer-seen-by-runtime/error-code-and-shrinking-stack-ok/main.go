// Title: a number stands in an integer variable while the collector shrinks the stack
// Class: bad-pointer-seen-by-runtime
// Expect: clean
//
// The right way: what may be a number is a number until somebody has looked at it.
package main

/*
#cgo CFLAGS: -O0
#include <stdint.h>

static uintptr_t open_failed(void) { return 2; }
*/
import "C"

import (
	"fmt"
	"runtime"
)

func main() {
	done := make(chan C.uintptr_t)
	go func() {
		deep(200)
		c := C.open_failed()
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
