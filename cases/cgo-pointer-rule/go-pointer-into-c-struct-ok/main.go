// Title: Go links C memory to C memory
// Class: cgo-pointer-rule
// Expect: clean
//
// The list that C walks consists of C nodes only, and is freed node by node.
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
func link(head *C.struct_node) {
	head.next = C.node_new()
	head.next.value = 1
}

func main() {
	head := C.node_new()
	defer C.free(unsafe.Pointer(head))
	link(head)
	defer C.free(unsafe.Pointer(head.next))
	runtime.GC()
	early := C.next_value(head)

	var others []*C.struct_node
	for i := 0; i < 1000; i++ {
		others = append(others, goNode(2))
	}
	late := C.next_value(head)
	runtime.KeepAlive(others)
	if early != 1 || late != 1 {
		fmt.Printf("INTEROPFUZZ silent: the next node has the value %d, then %d, and was linked with 1\n", early, late)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
