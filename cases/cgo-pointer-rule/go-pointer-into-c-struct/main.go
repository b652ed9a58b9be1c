// Title: Go stores a Go pointer in a struct that C has allocated
// Class: cgo-pointer-rule
// Guilty: go
// Claims: S2-07
// Expect: silent
// Expect cgocheck2: go-fatal/cgo-write-barrier
// Expect asan: asan/use-after-poison
// Expect msan: msan/use-of-uninitialized-value
//
// The collector does not look into C memory, so the linked node is garbage, and C reads it after it
// has been given to somebody else. The default cgocheck looks at arguments only; the argument of
// next_value is a C pointer, and it does not look behind that. cgocheck2 checks every store of a
// pointer, and stops the program at the assignment, which is the mistake itself. asan and msan see
// the first read, between the collection and the next use of the place. Valgrind is silent: the
// runtime tells it which objects are allocated, but not, up to Go 1.27, which ones are collected.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>

struct node {
	struct node *next;
	long value;
	char pad[1000];
};

static struct node *node_new(void) { return calloc(1, sizeof(struct node)); }
static long next_value(struct node *n) { return n->next->value; }
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

//go:noinline
func goNode(value int) *C.struct_node { return &C.struct_node{value: C.long(value)} }

//go:noinline
func link(head *C.struct_node) { head.next = goNode(1) } // GUILTY

func main() {
	var others []*C.struct_node
	for i := 0; i < 8; i++ {
		others = append(others, goNode(2))
	}
	head := C.node_new()
	defer C.free(unsafe.Pointer(head))
	link(head)
	for i := 0; i < 8; i++ {
		others = append(others, goNode(2))
	}
	runtime.GC()
	early := C.next_value(head)

	for i := 0; i < 4000; i++ {
		n := goNode(2)
		others = append(others, n)
		if n == head.next {
			break
		}
	}
	late := C.next_value(head)
	runtime.KeepAlive(others)
	if early != 1 || late != 1 {
		fmt.Printf("INTEROPFUZZ silent: the next node has the value %d, then %d, and was linked with 1\n", early, late)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
