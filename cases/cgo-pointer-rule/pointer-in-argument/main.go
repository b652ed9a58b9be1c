// Title: A Go struct that holds a Go pointer is passed to C
// Class: cgo-pointer-rule
// Guilty: go
// Claims: S2-09
// Expect: go-panic/cgo-pointer
//
// Go memory that is passed to C must not hold pointers to unpinned Go memory. The default cgocheck
// looks into the struct before each call and panics, always and in every build; GODEBUG=cgocheck=0
// would switch it off.
package main

/*
#include <stddef.h>

struct message {
	const unsigned char *text;
	size_t len;
};

static long checksum(const struct message *m) {
	long sum = 0;
	for (size_t i = 0; i < m->len; i++)
		sum += m->text[i];
	return sum;
}
*/
import "C"

import (
	"fmt"
	"unsafe"
)

//go:noinline
func text() []byte { return []byte("hello, a text on the heap") }

func main() {
	b := text()
	m := &C.struct_message{text: (*C.uchar)(unsafe.Pointer(&b[0])), len: C.size_t(len(b))}
	fmt.Println("INTEROPFUZZ silent: C followed a Go pointer inside Go memory, sum", C.checksum(m)) // GUILTY
}
