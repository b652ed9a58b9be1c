// Title: the state of a processor of the scheduler is set to -3
// Class: runtime-fatal-state
// Guilty: go
// Claims: S3-14
// Expect: go-fatal/scheduler-state
// Needs: go>=1.26
// Tampers: p.status
//
// There is no checkallp and no text "bad p status", and _Pgcstop, which the claim calls illegal with
// the value -3, is 3 and a regular state. Nobody looks at the states of all processors. The one that
// is wrong is noticed when it is to run something: wirep prints the state and throws "invalid p
// state".
package main

import (
	"fmt"
	"runtime"
	"time"
	"unsafe"
)

//go:linkname allp runtime.allp
var allp []unsafe.Pointer

func main() {
	runtime.GOMAXPROCS(2)
	// The processor on which nothing runs now: p.status is the second 32-bit word, _Pidle is 0.
	for found := false; !found; runtime.Gosched() {
		for _, p := range allp {
			if status := (*int32)(unsafe.Add(p, 4)); *status == 0 {
				*status = -3 // GUILTY
				found = true
			}
		}
	}
	done := make(chan bool)
	for i := 0; i < 100; i++ {
		go func() { done <- true }() // wakes the other processor
		for until := time.Now().Add(10 * time.Millisecond); time.Now().Before(until); {
		}
	}
	for i := 0; i < 100; i++ {
		<-done
	}
	fmt.Println("all ran")
}
