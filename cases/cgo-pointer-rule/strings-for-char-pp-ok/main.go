// Title: A Go slice of C strings is passed to C as its char **
// Class: cgo-pointer-rule
// Expect: clean
//
// The array is Go memory, and what it points to is C memory.
package main

/*
#include <stdlib.h>
#include <string.h>

static long total_length(char **argv) {
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
		text := C.CString(arg)
		defer C.free(unsafe.Pointer(text))
		argv = append(argv, text)
	}
	argv = append(argv, nil)
	if length := C.total_length(&argv[0]); length != 11 {
		fmt.Println("INTEROPFUZZ silent: the length is", length)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
