// Title: an index stays within the array type
// Class: spatial-overrun
// Expect: clean
//
// The right way: the type says how long the array is, and the index keeps to it.
package main

import (
	"fmt"
	"unsafe"
)

//go:noinline
func poke(p unsafe.Pointer, at int) {
	(*[1000]byte)(p)[at] = 0xff
}

func main() {
	data := make([]byte, 8192)
	poke(unsafe.Pointer(&data[0]), 999)
	fmt.Println("written", data[999])
}
