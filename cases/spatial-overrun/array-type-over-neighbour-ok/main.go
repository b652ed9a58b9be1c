// Title: the array type is as large as the object
// Class: spatial-overrun
// Expect: clean
//
// The right way: unsafe.Slice with the length that is there, or no unsafe at all.
package main

import (
	"fmt"
	"unsafe"
)

//go:noinline
func poke(p *[1024]byte, at int) {
	p[at%len(p)] = 0xff
}

func main() {
	objects := make([]*[1024]byte, 64)
	for i := range objects {
		objects[i] = new([1024]byte)
	}
	// Take one that has objects of the same kind behind it: there is one in every span.
	for _, o := range objects[:48] {
		if uintptr(unsafe.Pointer(o))%8192 == 0 {
			poke(o, 1023)
			break
		}
	}
	for _, o := range objects {
		if o[0] != 0 {
			fmt.Println("INTEROPFUZZ silent: another object was written")
			return
		}
	}
	fmt.Println("INTEROPFUZZ clean")
}
