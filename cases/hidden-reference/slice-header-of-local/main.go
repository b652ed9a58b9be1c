// Title: A function returns a view of its local slice, made from the address in a reflect.SliceHeader
// Class: hidden-reference
// Guilty: go
// Claims: S4-09
// Expect: silent
// Expect checkptr|race|asan|msan: go-fatal/checkptr-arithmetic
// Expect vet: vet/unsafeptr
//
// The header's Data is a uintptr, and here it is kept in a variable before it becomes a pointer again.
// Escape analysis does not follow it there, so the three numbers stay on the stack of the function,
// and the view that it returns points below the stack pointer. The next call that needs as much stack
// writes over it. Nothing has been collected: it is not the collector that takes the memory away.
// checkptr, with race, asan and msan too, stops the conversion of an integer that no pointer stands for.
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
	data := header.Data
	return unsafe.Slice((*byte)(unsafe.Pointer(data)), 24) // GUILTY
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
