// Title: A list keeps its mark in a field beside the pointer
// Class: hidden-reference
// Expect: clean
//
// The pointer stays a pointer. What must change at once can be one struct behind an atomic pointer.
package main

/*
#cgo CFLAGS: -O0

static long value(const long *v) { return *v; }
*/
import "C"

import (
	"fmt"
	"runtime"
)

type node struct {
	next   *node
	marked bool
	value  C.long
	pad    [1000]byte
}

//go:noinline
func newNode(value int) *node { return &node{value: C.long(value)} }

//go:noinline
func link(head, n *node) {
	head.next, head.marked = n, true
}

func main() {
	head := newNode(0)
	link(head, newNode(1))
	runtime.GC()
	var others []*node
	for i := 0; i < 1000; i++ {
		others = append(others, newNode(2))
	}
	value := C.value(&head.next.value)
	runtime.KeepAlive(others)
	if value != 1 || !head.marked {
		fmt.Printf("INTEROPFUZZ silent: the next node has the value %d and was linked with 1\n", value)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
