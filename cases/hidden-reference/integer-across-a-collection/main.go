// Title: an integer is the only trace of an object while its slot is given to another
// Class: hidden-reference
// Guilty: go
// Claims: S1-07b
// Expect: silent
//
// The collector sees no reference, frees the object, and the next allocation of that size gets its
// slot. C then hands the integer back as a pointer and Go reads the new owner's value. No instrument
// follows an integer; what the allocator and ASan could poison is in use again. (vet looks for uintptr
// to pointer in Go only.)
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
func hidden() uintptr {
	return uintptr(unsafe.Pointer(open(1))) // GUILTY
}

func main() {
	u := hidden()
	runtime.GC()
	runtime.GC()
	var others []*account
	for i := 0; i < 100000; i++ {
		a := open(2)
		others = append(others, a)
		if uintptr(unsafe.Pointer(a)) == u {
			break
		}
	}
	a := (*account)(C.as_pointer(C.uintptr_t(u)))
	owner := a.owner[0]
	runtime.KeepAlive(others)
	if owner != 1 {
		fmt.Println("INTEROPFUZZ silent: the account of 1 belongs to", owner)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
