// Title: C declares the runtime's mheap_ as its own extern variable
// Class: runtime-fatal-state
// Guilty: boundary
// Claims: S3-20
// Expect: build/link
// Build: apart
//
// cgo compiles C against C names. runtime.mheap_ is a symbol of Go, with a dot in its name and local
// to the Go part of the program, and there is no C header for it: the linker says "undefined reference
// to mheap_" and there is nothing to run, let alone a broken free list. How to reach it by
// go:linkname: tampered-current-arena.
package main

/*
#cgo CFLAGS: -O0

struct mheap;
extern struct mheap *mheap_; // GUILTY

static int heap_known(void) {
	return mheap_ != 0;
}
*/
import "C"

import "fmt"

func main() {
	fmt.Println("heap known:", C.heap_known())
}
