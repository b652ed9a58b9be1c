// Title: a few small objects that live on keep whole spans of the heap
// Class: runtime-fatal-state
// Guilty: go
// Expect: silent
//
// The collector does not move objects. Of each 32 one stays, and as they were made in turn, every 8 KB
// span keeps a few: the span stays in use for them. Figures that tell it apart: HeapInuse is many
// times HeapAlloc, and neither a collection nor FreeOSMemory changes that.
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
	for i := 0; i < len(all); i += 32 {
		kept = append(kept, all[i]) // GUILTY
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
