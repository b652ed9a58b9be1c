// Title: Go writes eight bytes behind the end of a span
// Class: spatial-overrun
// Guilty: go
// Claims: S0-26
// Expect: silent
// Expect go>=1.26, checkptr|race|msan: go-fatal/checkptr-arithmetic
// Expect asan: clean
//
// The claim was a panic "bad pointer in block" by the write barrier. There is no such text, and no
// barrier: an integer is written. The eight bytes fall on the first object of the next span and are
// that object's data from now on. Were they a pointer field, the collector would see that 0xdeadbeef
// is in no arena and take no notice (integers-in-pointer-fields). From 1.26 on checkptr stops the
// addition, since its result is not in p's object, and with it race, asan and msan; before, it did not
// look at unsafe.Add. With -asan the gap behind every object takes the spans apart, and the program
// finds no neighbour.
package main

import (
	"fmt"
	"runtime"
	"unsafe"
)

// page fills a span of 8 KB.
type page [8192]byte

//go:noinline
func overrun(p *page) {
	last := unsafe.Pointer(&p[len(p)-1])
	*(*uintptr)(unsafe.Add(last, 1)) = 0xdeadbeef // GUILTY
}

func main() {
	pages := make([]*page, 256)
	at := make(map[uintptr]*page)
	for i := range pages {
		pages[i] = new(page)
		at[uintptr(unsafe.Pointer(pages[i]))] = pages[i]
	}
	for _, p := range pages {
		if next := at[uintptr(unsafe.Pointer(p))+8192]; next != nil {
			overrun(p)
			runtime.GC()
			if next[0] != 0 {
				fmt.Println("INTEROPFUZZ silent: the next span's first bytes were overwritten")
				return
			}
			break
		}
	}
	runtime.KeepAlive(pages)
	fmt.Println("INTEROPFUZZ clean")
}
