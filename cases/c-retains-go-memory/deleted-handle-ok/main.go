// Title: The cgo.Handle is deleted after C has let go of it
// Class: c-retains-go-memory
// Expect: clean
//
// The handle lives as long as C may come back with it: first detach, then Delete.
package main

/*
#include <stdint.h>

static uintptr_t owner;
static void attach(uintptr_t h) { owner = h; }
static void detach(void) { owner = 0; }
static uintptr_t attached(void) { return owner; }
*/
import "C"

import (
	"fmt"
	"runtime/cgo"
)

type window struct{ title string }

func open(w *window) (closeWindow func()) {
	h := cgo.NewHandle(w)
	C.attach(C.uintptr_t(h))
	return func() {
		C.detach()
		h.Delete()
	}
}

func main() {
	closeWindow := open(&window{"main"})
	defer closeWindow()
	if w := cgo.Handle(C.attached()).Value().(*window); w.title != "main" {
		fmt.Println("INTEROPFUZZ silent: the handle leads to", w.title)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
