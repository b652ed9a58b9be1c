// Title: an integer is made a pointer and followed
// Class: forged-view
// Guilty: go
// Claims: S0-01
// Expect: go-fatal/unexpected-fault-address
// Expect vet: vet/unsafeptr
//
// 0xdeadbeef is no address of anything here, so the load faults and the runtime says "unexpected fault
// address" and "fatal error: fault". It does not say "bad pointer in frame": no frame is looked at.
// -d=checkptr adds nothing: a result outside of the Go heap is not its business, nor is the alignment
// of a type without pointers. go vet warns of the conversion. The fault cannot be recovered, unless
// debug.SetPanicOnFault is set.
package main

import (
	"fmt"
	"unsafe"
)

func main() {
	p := (*int)(unsafe.Pointer(uintptr(0xdeadbeef)))
	x := *p // GUILTY
	fmt.Println(x)
}
