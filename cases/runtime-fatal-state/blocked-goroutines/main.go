// Title: Goroutines wait for ever on a channel that nobody reads any more
// Class: runtime-fatal-state
// Guilty: go
// Claims: S4-01
// Expect: silent
//
// Each request starts a goroutine that sends its answer; the caller has given up meanwhile. A blocked
// goroutine is never collected, nor is what its stack refers to: NumGoroutine and StackInuse grow with
// the live heap. It is no deadlock for the runtime, as main goes on.
package main

import (
	"fmt"
	"runtime"
)

// request does not wait for its answer.
func request() {
	answer := make(chan *[1024]byte)
	go func() { answer <- new([1024]byte) }() // GUILTY
}

func main() {
	var before, after runtime.MemStats
	goroutines := runtime.NumGoroutine()
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i := 0; i < 2000; i++ {
		request()
	}
	// Let all of them come to their channel.
	for i := 0; i < 100; i++ {
		runtime.Gosched()
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if n := runtime.NumGoroutine() - goroutines; n >= 2000 {
		fmt.Printf("INTEROPFUZZ silent: %d goroutines are left, with %d KiB of stacks and %d KiB of heap\n", n,
			(int(after.StackInuse)-int(before.StackInuse))>>10, (int(after.HeapAlloc)-int(before.HeapAlloc))>>10)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
