// Title: C writes small integers into the pointer fields of Go objects
// Class: bad-pointer-seen-by-runtime
// Guilty: unknown
// Claims: S0-07
// Expect: clean
//
// The claim was that integers in the heap's pointer fields make the runtime report bad pointers. The
// collector looks only at what lies in an arena, and takes no notice of a number that does not. Two
// things do not pass: a number below 4096 in a frame that is copied (error-code-as-pointer), and one
// that happens to be the address of a free span (pointer-to-freed-span).
package main

/*
#cgo CFLAGS: -O0
#include <stdint.h>

struct field { uintptr_t p; };

static void set(struct field *f, uintptr_t n) { f->p = n; }
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

type holder struct{ p *int }

func main() {
	holders := make([]*holder, 4000)
	for i := range holders {
		holders[i] = new(holder)
		C.set((*C.struct_field)(unsafe.Pointer(holders[i])), C.uintptr_t(i))
	}
	for i := 0; i < 5; i++ {
		runtime.GC()
	}
	for i, h := range holders {
		if uintptr(unsafe.Pointer(h.p)) != uintptr(i) {
			fmt.Println("INTEROPFUZZ silent: a field has changed")
			return
		}
	}
	fmt.Println("INTEROPFUZZ clean")
}
