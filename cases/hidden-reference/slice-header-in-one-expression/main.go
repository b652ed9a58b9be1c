// Title: A view of a local slice, made from reflect.SliceHeader.Data within one expression
// Class: hidden-reference
// Guilty: unknown
// Claims: S4-09
// Expect: clean
//
// Said to dangle, as Data is a uintptr. It does not: the conversion of a reflect.SliceHeader's Data is
// one of the forms that the compiler knows. Escape analysis follows it, moves the three numbers to the
// heap, and the view keeps them alive. Two lines instead of one expression would make a fault of it:
// see slice-header-of-local.
package main

import (
	"fmt"
	"reflect"
	"unsafe"
)

//go:noinline
func numbers() []byte {
	s := []int{1, 2, 3}
	header := (*reflect.SliceHeader)(unsafe.Pointer(&s))
	return unsafe.Slice((*byte)(unsafe.Pointer(header.Data)), 24)
}

// work leaves its own values where the frame of numbers was.
//
//go:noinline
func work(n int) int {
	var table [32]int
	for i := range table {
		table[i] = 7 + n
	}
	return table[n%len(table)]
}

func main() {
	view := numbers()
	work(0)
	if view[0] != 1 || view[8] != 2 || view[16] != 3 {
		fmt.Println("INTEROPFUZZ silent: 1, 2 and 3 have become", view[0], view[8], view[16])
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
