// Title: A list keeps a mark in the lowest bit of its pointers, and so keeps them as integers
// Class: hidden-reference
// Guilty: go
// Expect: silent
//
// A well-known trick of lock-free lists in C. In Go the next node is not referred to any more, and is
// collected. The mark is taken off in the integer, and the integer is read as a pointer through a cast
// of its own address: that is a conversion between pointers, so vet and checkptr, which look for
// integers that become pointers, have nothing to say. At the time of the read the place has a new
// owner, and is memory like any other for asan, msan and Valgrind. No tool sees this one.
package main

/*
#cgo CFLAGS: -O0

struct node {
	unsigned long next;
	long value;
	char pad[1000];
};

static long value(const struct node *n) { return n->value; }
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

//go:noinline
func newNode(value int) *C.struct_node { return &C.struct_node{value: C.long(value)} }

//go:noinline
func link(head, n *C.struct_node) {
	head.next = C.ulong(uintptr(unsafe.Pointer(n)) | 1) // GUILTY
}

func next(n *C.struct_node) *C.struct_node {
	address := uintptr(n.next) &^ 1
	return *(**C.struct_node)(unsafe.Pointer(&address))
}

func main() {
	var others []*C.struct_node
	for i := 0; i < 8; i++ {
		others = append(others, newNode(2))
	}
	head := newNode(0)
	link(head, newNode(1))
	for i := 0; i < 8; i++ {
		others = append(others, newNode(2))
	}
	runtime.GC()
	for i := 0; i < 4000; i++ {
		n := newNode(2)
		others = append(others, n)
		if uintptr(unsafe.Pointer(n)) == uintptr(head.next)&^1 {
			break
		}
	}
	value := C.value(next(head))
	runtime.KeepAlive(others)
	if value != 1 {
		fmt.Printf("INTEROPFUZZ silent: the next node has the value %d and was linked with 1\n", value)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
