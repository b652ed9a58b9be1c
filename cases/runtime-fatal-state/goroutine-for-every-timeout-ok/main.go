// Title: a worker's result has room even when nobody waits
// Class: runtime-fatal-state
// Expect: clean
//
// The right way: a buffer of one lets the worker send and end, and the collector takes what nobody
// fetches.
package main

import (
	"fmt"
	"runtime"
	"time"
)

const requests = 400

func work(result chan<- []byte) {
	data := make([]byte, 64<<10)
	result <- data
}

// ask gives up at once, as if the time were over.
func ask() bool {
	result := make(chan []byte, 1)
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
