// Title: The address of a field is computed as uintptr and kept as that
// Class: hidden-reference
// Guilty: go
// Claims: S4-07
// Expect: silent
// Expect checkptr|race|asan|msan: go-fatal/checkptr-arithmetic
// Expect vet: vet/unsafeptr
//
// "uintptr(unsafe.Pointer(p)) + unsafe.Offsetof(…)" is a pointer only within one expression, together
// with the conversion back. Kept in a variable it is a number, and the entry is collected. No C is
// involved. The place belongs to another entry when the field is read. vet knows the conversion back
// from a variable; checkptr stops it, as the result points into an object to which no pointer in the
// expression refers.
package main

import (
	"fmt"
	"runtime"
	"unsafe"
)

type entry struct {
	key   int
	value int
	body  [1000]byte
}

//go:noinline
func newEntry(value int) *entry { return &entry{value: value} }

//go:noinline
func valueOf(value int) uintptr {
	e := newEntry(value)
	return uintptr(unsafe.Pointer(e)) + unsafe.Offsetof(e.value) // GUILTY
}

func main() {
	var others []*entry
	for i := 0; i < 8; i++ {
		others = append(others, newEntry(2))
	}
	address := valueOf(1)
	for i := 0; i < 8; i++ {
		others = append(others, newEntry(2))
	}
	runtime.GC()
	for i := 0; i < 4000; i++ {
		e := newEntry(2)
		others = append(others, e)
		if uintptr(unsafe.Pointer(&e.value)) == address {
			break
		}
	}
	value := *(*int)(unsafe.Pointer(address))
	runtime.KeepAlive(others)
	if value != 1 {
		fmt.Printf("INTEROPFUZZ silent: the field reads as %d and was set to 1\n", value)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
