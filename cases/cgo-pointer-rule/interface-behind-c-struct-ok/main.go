// Title: only the C struct inside the Go struct is passed
// Class: cgo-pointer-rule
// Expect: clean
//
// The right way: the address of the field. cgo then checks that field alone (cmd/cgo: passing pointers).
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
	fmt.Println("sent", C.send(unsafe.Pointer(&r.request)))
}
