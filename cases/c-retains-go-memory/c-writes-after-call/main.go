// Title: C keeps the address of a Go buffer after the call and writes into it later
// Class: c-retains-go-memory
// Guilty: c
// Claims: S2-06w
// Expect: silent
// Expect asan: asan/use-after-poison
//
// A pointer that is passed to C is good until the call returns. C keeps it; for the collector the
// buffer is garbage, and the second arrival overwrites the buffer of somebody else. cgocheck looks
// at what is passed, not at what C remembers. asan sees the first arrival, which falls between the
// collection and the next use of the place. msan does not: it reports reads of freed memory, and
// this is a write. Valgrind is silent: the runtime tells it which objects are allocated, but not,
// up to Go 1.27, which ones are collected.
package main

/*
#cgo CFLAGS: -O0
#include <stddef.h>
#include <string.h>

// A reader that is told where to put its data, and does so when there is some.
static char *reader_into;
static size_t reader_room;

static void reader_buffer(char *p, size_t n) {
	reader_into = p; // GUILTY
	reader_room = n;
}

static void reader_arrive(int what) { memset(reader_into, what, reader_room); }
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

type buffer [1024]byte

//go:noinline
func newBuffer() *buffer { return new(buffer) }

//go:noinline
func lend() uintptr {
	b := newBuffer()
	C.reader_buffer((*C.char)(unsafe.Pointer(b)), C.size_t(len(b)))
	return uintptr(unsafe.Pointer(b))
}

func main() {
	var others []*buffer
	for i := 0; i < 8; i++ {
		others = append(others, newBuffer())
	}
	lent := lend()
	for i := 0; i < 8; i++ {
		others = append(others, newBuffer())
	}
	runtime.GC()
	C.reader_arrive('x')

	// Somebody else is given the place, and then the next data arrives.
	for i := 0; i < 4000; i++ {
		b := newBuffer()
		others = append(others, b)
		if uintptr(unsafe.Pointer(b)) == lent {
			break
		}
	}
	C.reader_arrive('y')
	for i, b := range others {
		if *b != (buffer{}) {
			fmt.Printf("INTEROPFUZZ silent: C wrote %q into buffer %d, which it never was given\n", b[0], i)
			return
		}
	}
	fmt.Println("INTEROPFUZZ clean")
}
