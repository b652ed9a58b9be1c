// Title: C keeps the address of a Go buffer and reads it after a collection, before its next use
// Class: c-retains-go-memory
// Guilty: c
// Claims: S2-06n
// Expect: clean
// Expect gcstress: silent
// Expect asan: asan/use-after-poison
// Expect msan: msan/use-of-uninitialized-value
//
// The buffer is collected, but the collector writes nothing into what it frees, and the arena stays
// mapped. So C finds the old bytes: the program works, and goes on working until the place is given
// out. This is why such code survives its tests. asan and msan know that the place is free; clobberfree,
// a part of gcstress, overwrites freed objects, which makes the fault visible. Valgrind is silent: the
// runtime tells it which objects are allocated, but not, up to Go 1.27, which ones are collected.
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
func lend() { C.set_table((*C.uchar)(unsafe.Pointer(newBuffer(1)))) }

func main() {
	// The span is kept in use by its other objects.
	var others []*buffer
	for i := 0; i < 8; i++ {
		others = append(others, newBuffer(2))
	}
	lend()
	for i := 0; i < 8; i++ {
		others = append(others, newBuffer(2))
	}
	runtime.GC()
	got := C.look_up(500)
	runtime.KeepAlive(others)
	if got != 1 {
		fmt.Println("INTEROPFUZZ silent: the table holds", got, "and not 1")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
