// Title: Go puts a pointer into a C union, which is an array of bytes to Go
// Class: hidden-reference
// Guilty: go
// Expect: silent
// Expect asan: asan/use-after-poison
// Expect msan: msan/use-of-uninitialized-value
//
// cgo translates a union to [8]byte, and a variant that holds one is memory without pointers: what is
// written there keeps nothing alive. For the same reason cgocheck, which knows the type only, finds no
// Go pointer in the argument, and checkptr sees a cast that stays inside of the object. C reads the
// text once after its collection (asan and msan see that) and once when the place has a new owner.
package main

/*
#cgo CFLAGS: -O0

struct variant {
	long kind;
	union {
		long number;
		const char *text;
	} u;
};

static int first_letter(const struct variant *v) { return v->u.text[0]; }
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

type text [1024]byte

//go:noinline
func newText(letter byte) *text { return &text{letter} }

//go:noinline
func set(v *C.struct_variant, t *text) {
	*(**text)(unsafe.Pointer(&v.u)) = t // GUILTY
}

func main() {
	var others []*text
	for i := 0; i < 8; i++ {
		others = append(others, newText('o'))
	}
	v := new(C.struct_variant)
	set(v, newText('a'))
	for i := 0; i < 8; i++ {
		others = append(others, newText('o'))
	}
	runtime.GC()
	early := C.first_letter(v)

	for i := 0; i < 4000; i++ {
		t := newText('o')
		others = append(others, t)
		if uintptr(unsafe.Pointer(t)) == *(*uintptr)(unsafe.Pointer(&v.u)) {
			break
		}
	}
	late := C.first_letter(v)
	runtime.KeepAlive(others)
	if early != 'a' || late != 'a' {
		fmt.Printf("INTEROPFUZZ silent: the text of the variant begins with %d, then %d, and not with 'a'\n", early, late)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
