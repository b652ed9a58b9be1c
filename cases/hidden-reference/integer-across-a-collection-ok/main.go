// Title: a pointer is kept beside the integer
// Class: hidden-reference
// Expect: clean
//
// The right way: as long as the integer is in use a pointer keeps the object.
package main

/*
#cgo CFLAGS: -O0
#include <stdint.h>

static void *as_pointer(uintptr_t u) { return (void *)u; }
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

type account struct {
	owner [96]int
}

//go:noinline
func open(owner int) *account {
	a := new(account)
	a.owner[0] = owner
	return a
}

//go:noinline
func hidden() (*account, uintptr) {
	a := open(1)
	return a, uintptr(unsafe.Pointer(a))
}

func main() {
	kept, u := hidden()
	runtime.GC()
	runtime.GC()
	var others []*account
	for i := 0; i < 1000; i++ {
		a := open(2)
		others = append(others, a)
		if uintptr(unsafe.Pointer(a)) == u {
			break
		}
	}
	a := (*account)(C.as_pointer(C.uintptr_t(u)))
	owner := a.owner[0]
	runtime.KeepAlive(others)
	runtime.KeepAlive(kept)
	if owner != 1 {
		fmt.Println("INTEROPFUZZ silent: the account of 1 belongs to", owner)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
