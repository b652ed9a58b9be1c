// Title: C keeps the address of a Go buffer and reads it when the place belongs to another one
// Class: c-retains-go-memory
// Guilty: c
// Claims: S2-06
// Expect: silent
//
// The buffer is collected after the call that lent it, and its place is given to another buffer. C reads
// that one's bytes. At this time nothing is wrong with the memory: it is allocated, initialised, and only
// C knows that it meant something else. asan and msan, which would have seen a read right after the
// collection, see none here, nor does any other tool.
package main

/*
#cgo CFLAGS: -O0

static const unsigned char *table;
static void set_table(const unsigned char *p) { table = p; } // GUILTY
static int look_up(int i) { return table[i]; }
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

type buffer [1024]byte

//go:noinline
func newBuffer(value byte) *buffer {
	b := new(buffer)
	for i := range b {
		b[i] = value
	}
	return b
}

//go:noinline
func lend() uintptr {
	b := newBuffer(1)
	C.set_table((*C.uchar)(unsafe.Pointer(b)))
	return uintptr(unsafe.Pointer(b))
}

func main() {
	var others []*buffer
	for i := 0; i < 8; i++ {
		others = append(others, newBuffer(2))
	}
	lent := lend()
	for i := 0; i < 8; i++ {
		others = append(others, newBuffer(2))
	}
	runtime.GC()
	for i := 0; i < 4000; i++ {
		b := newBuffer(2)
		others = append(others, b)
		if uintptr(unsafe.Pointer(b)) == lent {
			break
		}
	}
	got := C.look_up(500)
	runtime.KeepAlive(others)
	if got != 1 {
		fmt.Println("INTEROPFUZZ silent: the table holds", got, "and not 1")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
