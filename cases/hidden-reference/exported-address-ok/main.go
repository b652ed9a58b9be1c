// Title: an exported Go function keeps what it gives away
// Class: hidden-reference
// Expect: clean
//
// The right way: Go holds the object as long as C has its address (from 1.21 on with a
// runtime.Pinner).
package main

/*
#cgo CFLAGS: -O0
#include <stdint.h>

extern uintptr_t goAccount(void);

static volatile uintptr_t kept;

static void keep(void) { kept = goAccount(); }
static long read_kept(void) { return *(volatile long *)kept; }
static int is_kept(uintptr_t u) { return u == kept; }
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

// given is what C may use.
var given *account

//export goAccount
func goAccount() C.uintptr_t {
	given = open(1)
	return C.uintptr_t(uintptr(unsafe.Pointer(given)))
}

func main() {
	C.keep()
	runtime.GC()
	runtime.GC()
	var others []*account
	for i := 0; i < 1000; i++ {
		a := open(2)
		others = append(others, a)
		if i%64 == 0 && C.read_kept() == 2 {
			break
		}
	}
	owner := C.read_kept()
	runtime.KeepAlive(others)
	if owner != 1 {
		fmt.Println("INTEROPFUZZ silent: the account of 1 belongs to", owner)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
