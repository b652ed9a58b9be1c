// Title: A cache copies what it keeps into a slice of its own
// Class: runtime-fatal-state
// Expect: clean
//
// What lives long lies side by side, and the spans of the batches become free as a whole.
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
	var cache []item
	for i := 0; i < len(all); i += 32 {
		cache = append(cache, *all[i])
	}
	all = nil
	runtime.GC()
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	if stats.HeapInuse > 8*stats.HeapAlloc {
		fmt.Printf("INTEROPFUZZ silent: %d KiB of objects hold %d KiB of heap\n", stats.HeapAlloc>>10, stats.HeapInuse>>10)
		return
	}
	runtime.KeepAlive(cache)
	fmt.Println("INTEROPFUZZ clean")
}
