// Title: what lives on is copied together
// Class: runtime-fatal-state
// Expect: clean
//
// The right way: long-lived values are copied into memory of their own, apart from what goes soon.
package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

type entry struct{ data [128]byte }

var kept []*entry

func main() {
	all := make([]*entry, 200000)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i := range all {
		all[i] = new(entry)
	}
	together := make([]entry, (len(all)+31)/32)
	for i := 0; i < len(all); i += 32 {
		together[i/32] = *all[i]
		kept = append(kept, &together[i/32])
	}
	for i := range all {
		all[i] = nil
	}
	debug.FreeOSMemory()
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(all)
	alive := (int64(after.HeapAlloc) - int64(before.HeapAlloc)) >> 10
	inUse := (int64(after.HeapInuse) - int64(before.HeapInuse)) >> 10
	fmt.Println("kept", len(kept), "alive KiB", alive, "in use KiB", inUse)
	if inUse > 4*alive+4096 {
		fmt.Println("INTEROPFUZZ silent: fragmentation: spans in use for a few objects each")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
