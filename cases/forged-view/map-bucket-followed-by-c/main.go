// Title: C follows the first word of a Go map's header as if it were the address of the buckets
// Class: forged-view
// Guilty: go
// Claims: S2-03
// Expect: signal/in-c/SIGSEGV
// Expect asan: asan/SEGV
// Expect msan: msan/SEGV
// Expect valgrind: valgrind/invalid-read
//
// The first word is the number of entries, and C reads at address 3. This is the one way in which the
// map that was passed to C ends in a SIGSEGV in C. Everything up to that point is as in
// map-header-as-c-struct, and no check sees it.
package main

/*
#cgo CFLAGS: -O0
typedef struct { unsigned char *buckets; int B; } HMap;

static int first_byte(const char *header) { return ((const HMap *)header)->buckets[0]; }
*/
import "C"

import (
	"fmt"
	"unsafe"
)

func main() {
	m := map[string]int{"a": 1, "b": 2, "c": 3}
	header := (*C.char)(*(*unsafe.Pointer)(unsafe.Pointer(&m))) // GUILTY
	fmt.Println("INTEROPFUZZ silent: the first byte is", C.first_byte(header))
}
