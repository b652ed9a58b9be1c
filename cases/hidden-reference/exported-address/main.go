// Title: an exported Go function gives C an address as an integer, and nothing else keeps the object
// Class: hidden-reference
// Guilty: go
// Claims: S0-06
// Expect: silent
// Expect asan: asan/use-after-poison
// Expect msan: msan/use-of-uninitialized-value
// Expect valgrind: valgrind/invalid-read
//
// //go:cgo_export_static, said to manage pointers that cross, is what cgo writes for //export into its
// own files: it makes a symbol visible to C's linker. (In a file of one's own the compiler refuses it:
// "only allowed in cgo-generated code".) It keeps nothing alive. The object whose address C was given
// as a number is collected, its slot is used again, and C reads the new owner's value.
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

//export goAccount
func goAccount() C.uintptr_t {
	return C.uintptr_t(uintptr(unsafe.Pointer(open(1)))) // GUILTY
}

func main() {
	C.keep()
	runtime.GC()
	runtime.GC()
	var others []*account
	for i := 0; i < 100000; i++ {
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
