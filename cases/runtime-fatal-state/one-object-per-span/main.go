// Title: A cache keeps one small object out of 32, and a whole span with each
// Class: runtime-fatal-state
// Guilty: go
// Claims: S4-19
// Expect: silent
//
// Go objects never move, and a span of 8 KiB is free only when its last object is. What survives is a
// thirtieth of what was allocated, but spread evenly: HeapInuse stays many times HeapAlloc. The free
// places can be used again, though only by objects of the same size. That is the fragmentation that Go
// knows.
package main

import (
	"fmt"
	"runtime"
)

type item struct{ data [256]byte }

//go:noinline
func newItem() *item { return new(item) }

func main() {
	all := make([]*item, 96000)
	for i := range all {
		all[i] = newItem()
	}
	var cache []*item
	for i := 0; i < len(all); i += 32 {
		cache = append(cache, all[i]) // GUILTY
	}
	all = nil
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
