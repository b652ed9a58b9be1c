// Title: an assembly function with locals calls Go and says nothing of its pointers
// Class: runtime-fatal-state
// Guilty: go
// Claims: S3-12
// Expect: go-fatal/stack-state
//
// The stack of a goroutine is scanned frame by frame with maps that the compiler writes. For assembly
// it writes none, so a frame with locals that calls Go has to say NO_LOCAL_POINTERS. Without it the
// first collection or stack growth below that frame throws "missing stackmap". go vet does not look
// for it. Nothing is added to any assist credit, and no release has a text "overshot assist credit".
package main

import (
	"fmt"
	"runtime"
)

// callCollect calls collect through a frame of assembly.
func callCollect()

//go:noinline
func collect() { runtime.GC() }

func main() {
	callCollect()
	fmt.Println("collected")
}
