// Title: A map gets an entry for each request and never loses one
// Class: runtime-fatal-state
// Guilty: go
// Claims: S4-01
// Expect: silent
//
// All entries are reachable, so the collector is right to keep them: HeapAlloc right after a collection
// grows from round to round, while the number of goroutines stays. No checker looks for memory that is
// still referred to.
package main

import (
	"fmt"
	"runtime"
)

type session struct{ data [1024]byte }

var sessions = map[int]*session{}

func request(id int) {
	sessions[id] = &session{} // GUILTY
}

// live is what a collection leaves, in bytes.
func live() int {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return int(stats.HeapAlloc)
}

func main() {
	goroutines, before := runtime.NumGoroutine(), live()
	var growth [4]int
	for round := range growth {
		for i := 0; i < 2000; i++ {
			request(round*2000 + i)
		}
		after := live()
		growth[round], before = after-before, after
	}
	for _, bytes := range growth {
		if bytes < 1<<20 {
			fmt.Println("INTEROPFUZZ clean")
			return
		}
	}
	fmt.Printf("INTEROPFUZZ silent: the live heap grows by %d KiB each round, with %d more goroutines and %d entries in the map\n",
		growth[3]>>10, runtime.NumGoroutine()-goroutines, len(sessions))
}
