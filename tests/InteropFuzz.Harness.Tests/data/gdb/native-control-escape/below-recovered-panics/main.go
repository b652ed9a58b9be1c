// Title: Go meets nil pointers and goes on; then C dies three calls deep
// Class: native-control-escape
// Guilty: c
// Expect: signal/in-c/SIGSEGV
//
// A debugger that stops at every SIGSEGV, or at the first, shows Go code.
package main

/*
#cgo CFLAGS: -O0
static void inner(volatile int *p) { *p = 1; }
static void middle(volatile int *p) { inner(p); }
static void entry(volatile int *p) { middle(p); }
*/
import "C"

import "fmt"

type node struct{ next *node }

func try(n *node) {
	defer func() { fmt.Println("recovered:", recover() != nil) }()
	fmt.Println(n.next)
}

func main() {
	for i := 0; i < 3; i++ {
		try(nil)
	}
	C.entry(nil)
}
