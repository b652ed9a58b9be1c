// Title: the link of a span in use is set to 0xdeadbeef
// Class: runtime-fatal-state
// Guilty: go
// Claims: S3-17
// Expect: clean
// Needs: go>=1.26
// Tampers: mspan.next
//
// There is no mHeap_FreeSpan any more, and spans in use stand in no list that mspan.next would link:
// the sweeper finds them through mheap_.allspans and sets of spans. Freed and taken again, the span is
// initialised and the wrong link is gone. Nothing happens.
package main

import (
	"fmt"
	"runtime"
	"unsafe"
)

//go:linkname mheap runtime.mheap_
var mheap [8]byte

// spanOf looks for the span of an address in mheap_.allspans.
func spanOf(p unsafe.Pointer) unsafe.Pointer {
	for _, s := range *(*[]unsafe.Pointer)(unsafe.Add(unsafe.Pointer(&mheap), 65864)) {
		start, pages := *(*uintptr)(unsafe.Add(s, 24)), *(*uintptr)(unsafe.Add(s, 32))
		if uintptr(p) >= start && uintptr(p) < start+pages*8192 {
			return s
		}
	}
	return nil
}

func main() {
	large := new([1 << 20]byte)
	span := spanOf(unsafe.Pointer(large))
	if span == nil {
		fmt.Println("INTEROPFUZZ silent: no span found")
		return
	}
	*(*uintptr)(span) = 0xdeadbeef // GUILTY mspan.next
	runtime.KeepAlive(large)
	large = nil
	for i := 0; i < 3; i++ {
		runtime.GC()
		_ = make([]byte, 1<<20+i)
	}
	fmt.Println("INTEROPFUZZ clean")
}
