// Title: an assembly function says that its locals hold no pointers
// Class: runtime-fatal-state
// Expect: clean
//
// The right way: NO_LOCAL_POINTERS promises that nothing in the frame is a Go pointer.
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
