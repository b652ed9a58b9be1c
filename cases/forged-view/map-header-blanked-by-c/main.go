// Title: C writes over the header of a Go map, and the next lookup follows what it wrote
// Class: forged-view
// Guilty: go
// Claims: S2-04
// Expect: go-fatal/unexpected-fault-address
// Expect valgrind: valgrind/invalid-read
// Expect qemu-user: go-panic/nil-deref
//
// The third word of the header is the address of the buckets (of the directory, from 1.24 on). C writes
// blanks there, and the lookup reads at 0x2020202020202020. The crash is in Go, after the call, where
// nothing points to C any more. The write itself is inside of the memory that C was given, so no tool
// sees it. qemu-user reports a fault at 0 for such an address, which makes a nil dereference of it.
package main

/*
#cgo CFLAGS: -O0
#include <string.h>

static void blank(char *field) { memset(field + 16, ' ', 8); }
*/
import "C"

import (
	"fmt"
	"unsafe"
)

func main() {
	m := make(map[string]int)
	for i := 0; i < 100; i++ {
		m[fmt.Sprint("key ", i)] = i
	}
	C.blank((*C.char)(*(*unsafe.Pointer)(unsafe.Pointer(&m)))) // GUILTY
	fmt.Println("INTEROPFUZZ silent: key 7 has the value", m["key 7"])
}
