// Title: C knows its listener as a cgo.Handle
// Class: hidden-reference
// Expect: clean
//
// cgo.Handle is the registry that the program wants: a number outside, a real reference inside.
package main

/*
#include <stdint.h>

static uintptr_t listener;
static void listen(uintptr_t id) { listener = id; }
static uintptr_t next_event(void) { return listener; }
*/
import "C"

import (
	"fmt"
	"runtime"
	"runtime/cgo"
)

type conn struct {
	name    string
	traffic [200]int
}

//go:noinline
func open(name string) cgo.Handle {
	h := cgo.NewHandle(&conn{name: name})
	C.listen(C.uintptr_t(h))
	return h
}

func main() {
	h := open("first")
	defer h.Delete()
	runtime.GC()

	var others []*conn
	for i := 0; i < 1000; i++ {
		others = append(others, &conn{name: "other"})
	}
	c := cgo.Handle(C.next_event()).Value().(*conn)
	runtime.KeepAlive(others)
	if c.name != "first" {
		fmt.Printf("INTEROPFUZZ silent: the event for \"first\" went to %q\n", c.name)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
