// Title: C still has a cgo.Handle that Go has deleted
// Class: c-retains-go-memory
// Guilty: go
// Expect: go-panic/invalid-handle
//
// The deferred Delete ends the handle with the function, but C uses it later. A handle is a number
// that is never used twice, so the mistake is found for certain, with a panic that can be
// recovered. A pointer in its place would have been a silent fault.
package main

/*
#include <stdint.h>

static uintptr_t owner;
static void attach(uintptr_t h) { owner = h; }
static uintptr_t attached(void) { return owner; }
*/
import "C"

import (
	"fmt"
	"runtime/cgo"
)

type window struct{ title string }

// open forgets that C goes on using the handle when the function is over.
func open(w *window) {
	h := cgo.NewHandle(w)
	defer h.Delete() // GUILTY
	C.attach(C.uintptr_t(h))
}

func main() {
	open(&window{"main"})
	w := cgo.Handle(C.attached()).Value().(*window)
	fmt.Println("INTEROPFUZZ silent: a deleted handle leads to", w.title)
}
