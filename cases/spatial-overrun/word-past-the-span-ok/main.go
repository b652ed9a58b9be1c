// Title: Go writes the last eight bytes of the object
// Class: spatial-overrun
// Expect: clean
//
// The right way: the last word of an object begins eight bytes before its end.
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
	last := unsafe.Pointer(&p[len(p)-8])
	*(*uintptr)(last) = 0xdeadbeef
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
