// Title: an index leaves the array type that was laid over a pointer
// Class: spatial-overrun
// Guilty: go
// Claims: S3-17c
// Expect: go-panic/index
//
// A constant index, (*[1000]byte)(p)[4096] as the article has it, does not compile: "invalid argument:
// index 4096 out of bounds". With a variable the compiler writes a bounds check, as for any array: a
// panic that recover catches. Nothing is written, least of all into a structure of the runtime, which
// does not stand in the Go heap. With a larger array type there is no such check:
// array-type-over-neighbour.
package main

import (
	"fmt"
	"unsafe"
)

//go:noinline
func poke(p unsafe.Pointer, at int) {
	(*[1000]byte)(p)[at] = 0xff // GUILTY
}

func main() {
	data := make([]byte, 8192)
	poke(unsafe.Pointer(&data[0]), 4096)
	fmt.Println("written", data[4096])
}
