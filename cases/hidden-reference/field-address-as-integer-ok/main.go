// Title: The address of a field is computed and kept as unsafe.Pointer
// Class: hidden-reference
// Expect: clean
//
// unsafe.Add gives a pointer, also into the middle of an object, and the collector follows it.
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
func valueOf(value int) unsafe.Pointer {
	e := newEntry(value)
	return unsafe.Add(unsafe.Pointer(e), unsafe.Offsetof(e.value))
}

func main() {
	address := valueOf(1)
	runtime.GC()
	var others []*entry
	for i := 0; i < 1000; i++ {
		others = append(others, newEntry(2))
	}
	value := *(*int)(address)
	runtime.KeepAlive(others)
	if value != 1 {
		fmt.Printf("INTEROPFUZZ silent: the field reads as %d and was set to 1\n", value)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
