// Title: C writes into C memory after the call, and Go copies from there
// Class: c-retains-go-memory
// Expect: clean
//
// Memory that C uses after the call comes from C.malloc, so no collector gives it to somebody else.
package main

/*
#cgo CFLAGS: -O0
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static char *reader_into;
static size_t reader_room;

static void reader_buffer(char *p, size_t n) {
	reader_into = p;
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

func main() {
	room := C.malloc(1024)
	defer C.free(room)
	C.reader_buffer((*C.char)(room), 1024)

	var others []*buffer
	runtime.GC()
	C.reader_arrive('x')
	for i := 0; i < 1000; i++ {
		others = append(others, newBuffer())
	}
	C.reader_arrive('y')
	for i, b := range others {
		if *b != (buffer{}) {
			fmt.Printf("INTEROPFUZZ silent: C wrote %q into buffer %d, which it never was given\n", b[0], i)
			return
		}
	}
	if got := C.GoBytes(unsafe.Pointer(room), 1024); got[0] != 'y' || got[1023] != 'y' {
		fmt.Printf("INTEROPFUZZ silent: what arrived is %q\n", got[0])
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
