// Title: debug.ReadGCStats is called again and again
// Class: runtime-fatal-state
// Guilty: unknown
// Claims: S2-17
// Expect: clean
//
// Said to end the mark phase, and to meet bad pointers there. It copies numbers that the last collection
// has left, and neither starts nor ends one: their count stays the same.
package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

func main() {
	debug.SetGCPercent(-1)
	runtime.GC()
	var first, last debug.GCStats
	debug.ReadGCStats(&first)
	for i := 0; i < 1000; i++ {
		debug.ReadGCStats(&last)
	}
	if first.NumGC == 0 || last.NumGC != first.NumGC {
		fmt.Println("INTEROPFUZZ silent: collections before and after:", first.NumGC, last.NumGC)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
