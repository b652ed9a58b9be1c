// Title: a buffer is freed once
// Class: c-heap-ownership
// Expect: clean
//
// The right way.
package main

// #include <stdlib.h>
import "C"

func main() {
	p := C.malloc(64)
	C.free(p)
}
