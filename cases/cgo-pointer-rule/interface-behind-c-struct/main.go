// Title: a Go struct that begins with a C struct is passed as void *, and holds an interface too
// Class: cgo-pointer-rule
// Guilty: go
// Expect: go-panic/cgo-pointer
//
// cgo cannot tell from void * how much C will look at, so it checks the whole Go object, and the
// interface's second word is a Go pointer. That C knows nothing of it does not matter.
package main

/*
struct request { void *next; };

static int send(void *request) { return request != 0; }
*/
import "C"

import (
	"errors"
	"fmt"
	"unsafe"
)

// logged is laid out as C's struct request, with more behind it.
type logged struct {
	request C.struct_request
	late    error
}

func main() {
	r := &logged{late: errors.New("late")}
	fmt.Println("sent", C.send(unsafe.Pointer(r))) // GUILTY
}
