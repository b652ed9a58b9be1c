// Title: a few bytes of each large message are kept as a slice of it
// Class: runtime-fatal-state
// Guilty: go
// Expect: silent
//
// A slice keeps its whole array. The headers are 16 bytes each, the messages behind them 256 KB, and
// as long as a header is referred to its message stays. Figures: HeapAlloc divided by HeapObjects is
// large; a heap profile names the place where the messages were made, not the one that keeps them.
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
	headers = append(headers, message[:16]) // GUILTY
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
