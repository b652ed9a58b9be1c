// Title: A map loses the entry of each request when it is over
// Class: runtime-fatal-state
// Expect: clean
//
// A deferred delete.
package main

import (
	"fmt"
	"runtime"
)

type session struct{ data [1024]byte }

var sessions = map[int]*session{}

func request(id int) {
	sessions[id] = &session{}
	defer delete(sessions, id)
}

func live() int {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return int(stats.HeapAlloc)
}

func main() {
	before := live()
	for i := 0; i < 8000; i++ {
		request(i)
	}
	if grown := live() - before; grown > 1<<20 {
		fmt.Printf("INTEROPFUZZ silent: the live heap has grown by %d KiB\n", grown>>10)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
