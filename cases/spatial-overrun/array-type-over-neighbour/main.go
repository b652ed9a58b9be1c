// Title: an array type larger than the object is laid over it and written through
// Class: spatial-overrun
// Guilty: go
// Claims: S3-17c
// Expect: silent
// Expect asan: clean
//
// The bounds check asks the type, and the type lies. Index 4096 of an object of 1,000 bytes is four
// objects further on. The runtime's own records (spans, bitmaps, free lists) are not there but in
// mappings apart, so nothing of the heap's order is damaged: other objects' data is. checkptr would
// stop a conversion to a type that straddles several objects, but does not look at types of alignment
// 1 unless they become a slice: an array of bytes passes. With -asan every object has a gap behind it
// and none begins a page, so that the program finds none to write to.
package main

import (
	"fmt"
	"unsafe"
)

//go:noinline
func poke(p *[1024]byte, at int) {
	(*[8192]byte)(unsafe.Pointer(p))[at] = 0xff // GUILTY
}

func main() {
	objects := make([]*[1024]byte, 64)
	for i := range objects {
		objects[i] = new([1024]byte)
	}
	// Take one that has objects of the same kind behind it: there is one in every span.
	for _, o := range objects[:48] {
		if uintptr(unsafe.Pointer(o))%8192 == 0 {
			poke(o, 4096)
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
