// Title: C keeps a copy of the buffer in C memory
// Class: c-retains-go-memory
// Expect: clean
//
// What C keeps has to be C's.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>
#include <string.h>

static unsigned char *table;

static void set_table(const unsigned char *p, size_t n) {
	table = realloc(table, n);
	memcpy(table, p, n);
}

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
func lend() { C.set_table((*C.uchar)(unsafe.Pointer(newBuffer(1))), C.size_t(len(buffer{}))) }

func main() {
	lend()
	runtime.GC()
	var others []*buffer
	for i := 0; i < 1000; i++ {
		others = append(others, newBuffer(2))
	}
	got := C.look_up(500)
	runtime.KeepAlive(others)
	if got != 1 {
		fmt.Println("INTEROPFUZZ silent: the table holds", got, "and not 1")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
