// Title: the few bytes that are kept are copied
// Class: runtime-fatal-state
// Expect: clean
//
// The right way: append to an empty slice (or slices.Clone) copies what shall live longer than the
// rest.
package main

import (
	"fmt"
	"runtime"
)

const messages = 200

var headers [][]byte

func receive(i int) {
	message := make([]byte, 256<<10)
	message[0] = byte(i)
	headers = append(headers, append([]byte(nil), message[:16]...))
}

func main() {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i := 0; i < messages; i++ {
		receive(i)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	grown := (int64(after.HeapAlloc) - int64(before.HeapAlloc)) >> 10
	fmt.Println("headers", len(headers), "heap grown by KiB", grown)
	if grown > 8<<10 {
		fmt.Println("INTEROPFUZZ silent: large objects: each header keeps its whole message")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
