// Title: an integer keeps a local variable's address while the stack grows
// Class: hidden-reference
// Guilty: go
// Claims: S1-07c
// Expect: silent
// Expect asan: go-fatal/checkptr-arithmetic
// Expect msan: msan/use-of-uninitialized-value
// Expect vet: vet/unsafeptr
//
// A stack grows by moving. Pointers to it are adjusted, integers are not, so the integer goes on
// naming the old place, where the old value stands until the block is used again: the later assignment
// is missed. go vet warns of the conversion back; checkptr lets it pass: the old place is neither an
// object nor of this stack. MSan has marked it as uninitialised when the new frames took it, and
// reports the read. Valgrind is n/a without cgo.
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
func address(p *int) uintptr { return uintptr(unsafe.Pointer(p)) }

func main() {
	x := 1
	u := address(&x) // GUILTY
	deep(500)
	x = 2
	if got := *(*int)(unsafe.Pointer(u)); got != 2 {
		fmt.Println("INTEROPFUZZ silent: x is 2 and was read as something else")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
