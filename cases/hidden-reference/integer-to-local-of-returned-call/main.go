// Title: the address of a local variable comes back as an integer and becomes a pointer
// Class: hidden-reference
// Guilty: go
// Claims: S1-07
// Expect: silent
// Expect checkptr|race|asan|msan: go-fatal/checkptr-arithmetic
// Expect go<1.23, asan: go-fatal/checkptr-arithmetic | go-fatal/bad-pointer-in-heap
// Expect arm64, go>=1.23, asan: go-fatal/checkptr-arithmetic | go-fatal/bad-pointer-in-heap
// Expect vet: vet/unsafeptr
// Env: GODEBUG=gcshrinkstackoff=1
//
// The conversion from integer to pointer in a statement of its own does not keep anything alive. x
// stands on the stack, the call returns, and the next calls write there: the pointer shows their data.
// There is no panic, as the article says there would be: the address is mapped. go vet warns of the
// conversion. checkptr, and with it race and msan, finds that the result points to where no operand of
// the conversion does. Under asan, whose frames are larger, 1.19 and 1.22, and every release on
// arm64, may meet the old stack first. (Without the setting runtime.GC may move the stack, and the pointer then shows what stood on
// the old one, for as long as nobody else gets it.)
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
	overwrite(0) // grows the stack as far as it must
	p := bad()
	overwrite(1000)
	if *p != 42 {
		fmt.Println("INTEROPFUZZ silent: the variable was 42 and is something else")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
