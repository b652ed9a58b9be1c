// Title: a map's entry goes when its request ends
// Class: runtime-fatal-state
// Expect: clean
//
// The right way: who adds a key deletes it.
package main

import (
	"fmt"
	"runtime"
)

const requests = 2000

var buffers = map[int][]byte{}

func handle(id int) {
	buffers[id] = make([]byte, 8<<10)
	defer delete(buffers, id)
}

func main() {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i := 0; i < requests; i++ {
		handle(i)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	grown := (int64(after.HeapAlloc) - int64(before.HeapAlloc)) >> 10
	fmt.Println("keys", len(buffers), "heap grown by KiB", grown, "goroutines", runtime.NumGoroutine())
	if grown > 8000 {
		fmt.Println("INTEROPFUZZ silent: map leak: what past requests left is all there")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
