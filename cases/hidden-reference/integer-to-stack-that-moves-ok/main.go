// Title: a pointer follows the variable when the stack moves
// Class: hidden-reference
// Expect: clean
//
// The right way: a pointer, which the runtime adjusts.
package main

import (
	"fmt"
	"unsafe"
)

//go:noinline
func deep(n int) byte {
	var pad [1024]byte
	pad[n%len(pad)] = byte(n)
	if n == 0 {
		return pad[0]
	}
	return deep(n-1) + pad[n%len(pad)]
}

//go:noinline
func address(p *int) unsafe.Pointer { return unsafe.Pointer(p) }

func main() {
	x := 1
	u := address(&x)
	deep(500)
	x = 2
	if got := *(*int)(u); got != 2 {
		fmt.Println("INTEROPFUZZ silent: x is 2 and was read as something else")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
