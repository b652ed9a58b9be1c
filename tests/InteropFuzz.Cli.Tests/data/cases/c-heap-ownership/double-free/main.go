// Title: a buffer is freed twice
// Class: c-heap-ownership
// Guilty: go
// Expect: libc-abort/double-free
// Expect asan: asan/double-free
// Expect valgrind: valgrind/invalid-free
//
// glibc's own check ends the program; ASan says where both calls stood.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>
*/
import "C"

func main() {
	p := C.malloc(64)
	C.free(p)
	C.free(p)
}
