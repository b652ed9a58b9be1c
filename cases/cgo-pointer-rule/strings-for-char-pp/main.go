// Title: A Go slice of Go pointers is passed to C as its char **
// Class: cgo-pointer-rule
// Guilty: go
// Expect: go-panic/cgo-pointer
//
// The usual way to get argv wrong. The array may be Go memory and each text may be, but not both at
// once: the array is a Go pointer's target that holds Go pointers. cgocheck goes through the whole
// array behind &argv[0], not only the first element, and panics.
package main

/*
#include <string.h>

static long total_length(const char **argv) {
	long sum = 0;
	for (; *argv != NULL; argv++)
		sum += (long)strlen(*argv);
	return sum;
}
*/
import "C"

import (
	"fmt"
	"unsafe"
)

func main() {
	var argv []*C.char
	for _, arg := range []string{"interop", "fuzz"} {
		text := append([]byte(arg), 0)
		argv = append(argv, (*C.char)(unsafe.Pointer(&text[0])))
	}
	argv = append(argv, nil)
	length := C.total_length(&argv[0]) // GUILTY
	fmt.Println("INTEROPFUZZ silent: C read Go strings in a Go array, of length", length)
}
