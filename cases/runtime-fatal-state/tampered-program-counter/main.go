// Title: a waiting goroutine's saved program counter is set to 0
// Class: runtime-fatal-state
// Guilty: go
// Claims: S3-16
// Expect: go-fatal/stack-state
// Needs: go>=1.26
// Tampers: g.sched.pc
//
// The claim was that the system then ends the thread without Go having a say. The scheduler jumps to
// address 0, the kernel sends SIGSEGV, and Go's handler, on its own signal stack, takes it for the
// call of a nil function and makes a panic of it. To run the defers the runtime looks for the callers,
// finds none behind address 0, prints the stack and throws "traceback did not unwind completely".
// goexit and the goroutine's defers do not run, that much is true.
package main

import (
	"fmt"
	"runtime"
	"unsafe"
)

//go:linkname allgs runtime.allgs
var allgs []unsafe.Pointer

func main() {
	runtime.GOMAXPROCS(1)
	before := len(allgs)
	wake := make(chan bool)
	go func() {
		defer fmt.Println("deferred")
		<-wake
	}()
	runtime.Gosched() // now it waits
	waiting := allgs[len(allgs)-1]
	if len(allgs) == before {
		fmt.Println("no new goroutine")
	}
	*(*uintptr)(unsafe.Add(waiting, 56+8)) = 0 // GUILTY g.sched.pc
	close(wake)
	runtime.Gosched()
	fmt.Println("still running")
}
