// Title: the address of a local variable comes back as an integer and becomes a pointer
// Class: hidden-reference
// Guilty: go
// Claims: S1-07
// Expect: silent
//
// The conversion from integer to pointer in a statement of its own does not keep anything alive. x
// stands on the stack, the call returns, and the next calls write there: the pointer shows their data.
// There is no panic, as the article says there would be: the address is mapped. go vet warns of the
// conversion. checkptr, and with it race, asan and msan, would have x in the heap, and finds that the
// result points into an object that no operand of the conversion refers to.
package main

import (
	"fmt"
	"runtime"
	"unsafe"
)

//go:noinline
func bad() *int {
	x := 42
	u := uintptr(unsafe.Pointer(&x))
	runtime.GC()
	return (*int)(unsafe.Pointer(u)) // GUILTY
}

// overwrite uses the stack where bad had its variable.
//
//go:noinline
func overwrite(n int) (sum int) {
	var block [512]int
	for i := range block {
		block[i] = n + i
	}
	for _, b := range block {
		sum += b
	}
	return sum
}

func main() {
	p := bad()
	overwrite(1000)
	if *p != 42 {
		fmt.Println("INTEROPFUZZ silent: the variable was 42 and is something else")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
