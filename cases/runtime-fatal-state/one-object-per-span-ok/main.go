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
	cache := make([]item, 0, 3000)
	for i := 0; i < 3000; i++ {
		var batch []*item
		for j := 0; j < 32; j++ {
			batch = append(batch, newItem())
		}
		cache = append(cache, *batch[0])
		runtime.KeepAlive(batch)
	}
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
