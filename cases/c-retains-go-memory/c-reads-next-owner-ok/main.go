// Title: The buffer that C uses belongs to a Go variable as long as C uses it
// Class: c-retains-go-memory
// Expect: clean
// Needs: go>=1.21
//
// The Pinner keeps the buffer alive and in its place, so C may keep its address until Unpin.
package main

/*
#cgo CFLAGS: -O0

static const unsigned char *table;
static void set_table(const unsigned char *p) { table = p; }
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
func lend(pinner *runtime.Pinner) uintptr {
	b := newBuffer(1)
	pinner.Pin(b)
	C.set_table((*C.uchar)(unsafe.Pointer(b)))
	return uintptr(unsafe.Pointer(b))
}

func main() {
	var others []*buffer
	for i := 0; i < 8; i++ {
		others = append(others, newBuffer(2))
	}
	var pinner runtime.Pinner
	defer pinner.Unpin()
	lent := lend(&pinner)
	for i := 0; i < 8; i++ {
		others = append(others, newBuffer(2))
	}
	runtime.GC()
	for i := 0; i < 1000; i++ {
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
