// Title: What is kept has a bound, and memory stays at it
// Class: runtime-fatal-state
// Expect: clean
//
// A ring of eight blocks. To be warned of a leak one would look at the first difference: at this rate,
// how long until nothing is left.
package main

import (
	"fmt"
	"runtime"
)

var kept [8][]byte

func main() {
	for i := 0; i < 48; i++ {
		block := make([]byte, 1<<20)
		for j := 0; j < len(block); j += 4096 { // each page
			block[j] = 1
		}
		kept[i%len(kept)] = block
	}
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	if stats.HeapAlloc > 24<<20 {
		fmt.Printf("INTEROPFUZZ silent: %d MiB are in use\n", stats.HeapAlloc>>20)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
