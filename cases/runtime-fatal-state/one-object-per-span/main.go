// Title: A cache keeps one small object out of each batch, and a whole span with it
// Class: runtime-fatal-state
// Guilty: go
// Claims: S4-19
// Expect: silent
//
// Go objects never move, and a span of 8 KiB is free only when its last object is. What survives is a
// thirtieth of what was allocated, but spread evenly: HeapInuse stays many times HeapAlloc. The free places
// can be used again, though only by objects of the same size. That is the fragmentation that Go knows.
package main

import (
	"fmt"
	"runtime"
)

type item struct{ data [256]byte }

//go:noinline
func newItem() *item { return new(item) }

func main() {
	var cache []*item
	for i := 0; i < 3000; i++ {
		cache = append(cache, newItem()) // GUILTY
		var batch []*item
		for j := 0; j < 31; j++ {
			batch = append(batch, newItem())
		}
		runtime.KeepAlive(batch)
	}
	runtime.GC()
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	if stats.HeapInuse > 8*stats.HeapAlloc {
		fmt.Printf("INTEROPFUZZ silent: %d KiB of objects hold %d KiB of heap\n", stats.HeapAlloc>>10, stats.HeapInuse>>10)
		runtime.KeepAlive(cache)
		return
	}
	runtime.KeepAlive(cache)
	fmt.Println("INTEROPFUZZ clean")
}
