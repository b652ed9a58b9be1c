// Title: A registry remembers objects by their address as uintptr, and turns it back into a pointer
// Class: hidden-reference
// Guilty: go
// Expect: silent
// Expect checkptr|race|asan|msan: go-fatal/checkptr-arithmetic
// Expect vet: vet/unsafeptr
//
// The keys of the registry are numbers, so the connection is collected while it is registered, and
// the event reaches whoever got its place. The step from integer to pointer happens in Go here, and
// that is what the tools know: vet calls it a possible misuse, and checkptr, which race, asan and
// msan bring along, stops the program, since the result points into an object that none of the
// operands of the conversion refers to. It would do so with a living object, too. By that time the
// place is in use again, so poison would not have told.
package main

/*
#include <stdint.h>

// An event source that knows its listener only as a number.
static uintptr_t listener;
static void listen(uintptr_t id) { listener = id; }
static uintptr_t next_event(void) { return listener; }
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

type conn struct {
	name    string
	traffic [200]int
}

// registry says which connections exist. Its keys are numbers to the collector.
type registry map[uintptr]bool

//go:noinline
func newConn(name string) *conn { return &conn{name: name} }

//go:noinline
func (r registry) open(name string) {
	c := newConn(name)
	id := uintptr(unsafe.Pointer(c)) // GUILTY
	r[id] = true
	C.listen(C.uintptr_t(id))
}

//go:noinline
func (r registry) lookup(id uintptr) *conn {
	if !r[id] {
		panic("no such connection")
	}
	return (*conn)(unsafe.Pointer(id))
}

func main() {
	r := registry{}
	var others []*conn
	for i := 0; i < 8; i++ {
		others = append(others, newConn("other"))
	}
	r.open("first")
	for i := 0; i < 8; i++ {
		others = append(others, newConn("other"))
	}
	runtime.GC()
	for i := 0; i < 4000; i++ {
		c := newConn("other")
		others = append(others, c)
		if r[uintptr(unsafe.Pointer(c))] {
			break
		}
	}
	c := r.lookup(uintptr(C.next_event()))
	runtime.KeepAlive(others)
	if c.name != "first" {
		fmt.Printf("INTEROPFUZZ silent: the event for \"first\" went to %q\n", c.name)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
