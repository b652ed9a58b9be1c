// Title: only the C struct inside a Go struct is passed
// Class: cgo-pointer-rule
// Expect: clean
//
// The right way: the address of the field. cgo then checks that field alone (cmd/cgo: passing pointers).
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
	fmt.Println("sent", C.send(&r.request))
}
