// Title: a C struct inside a Go struct is passed, and an interface stands behind it
// Class: cgo-pointer-rule
// Guilty: go
// Expect: go-panic/cgo-pointer
//
// The pointer is to the whole Go struct, and cgo checks all of the memory that it refers to: the
// interface's two words are Go pointers. That C knows nothing of them does not matter.
package main

/*
struct request { void *next; };

static int send(struct request *r) { return r != 0; }
*/
import "C"

import (
	"fmt"
	"unsafe"
)

// logged is laid out as C's struct request, with more behind it.
type logged struct {
	request C.struct_request
	note    interface{}
}

func main() {
	r := &logged{note: "first request"}
	fmt.Println("sent", C.send((*C.struct_request)(unsafe.Pointer(r)))) // GUILTY
}
