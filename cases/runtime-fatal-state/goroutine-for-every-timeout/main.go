// Title: a worker that nobody waits for any more blocks for ever
// Class: runtime-fatal-state
// Guilty: go
// Expect: silent
//
// The caller gives up after its timeout; the worker then sends to a channel without a buffer, to
// nobody. Each such goroutine keeps its stack and what it refers to, here 64 KB, and the collector may
// take neither. Figures that tell it apart: NumGoroutine and StackInuse grow with HeapAlloc. No tool
// calls it a fault; a goroutine profile shows where they stand.
package main

import (
	"fmt"
	"runtime"
	"time"
)

const requests = 400

func work(result chan<- []byte) {
	data := make([]byte, 64<<10)
	result <- data // GUILTY
}

// ask gives up at once, as if the time were over.
func ask() bool {
	result := make(chan []byte)
	go work(result)
	select {
	case <-result:
		return true
	default:
		return false
	}
}

func main() {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i := 0; i < requests; i++ {
		ask()
	}
	for i := 0; i < 1000 && runtime.NumGoroutine() > requests/2; i++ {
		time.Sleep(time.Millisecond)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	grown := (int64(after.HeapAlloc) - int64(before.HeapAlloc)) >> 10
	fmt.Println("goroutines", runtime.NumGoroutine(), "heap grown by KiB", grown, "stack in use KiB", after.StackInuse>>10)
	if runtime.NumGoroutine() > requests/2 {
		fmt.Println("INTEROPFUZZ silent: goroutine leak: the goroutines of past requests are all there")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
