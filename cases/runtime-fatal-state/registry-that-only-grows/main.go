// Title: a map from request to buffer is never cleaned
// Class: runtime-fatal-state
// Guilty: go
// Expect: silent
//
// Every key that is added stays, and so does what it refers to: the collector cannot know that nobody
// will ask again. Figures that tell it apart: HeapAlloc and HeapObjects grow with the number of keys,
// NumGoroutine does not. To delete the keys frees the values; the map's own table keeps its size.
package main

import (
	"fmt"
	"runtime"
)

const requests = 2000

var buffers = map[int][]byte{}

func handle(id int) {
	buffers[id] = make([]byte, 8<<10) // GUILTY
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
