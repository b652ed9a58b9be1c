// Title: A function returns a view of its local slice, made from a pointer to its first element
// Class: hidden-reference
// Expect: clean
//
// &s[0] is a pointer. Escape analysis sees it leave the function and puts the numbers on the heap.
package main

import (
	"fmt"
	"unsafe"
)

//go:noinline
func numbers() []byte {
	s := []int{1, 2, 3}
	return unsafe.Slice((*byte)(unsafe.Pointer(&s[0])), 24)
}

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
