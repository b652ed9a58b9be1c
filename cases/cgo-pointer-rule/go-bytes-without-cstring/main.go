// Title: A pointer to the bytes of a Go slice is passed to C as char *, without C.CString
// Class: cgo-pointer-rule
// Guilty: unknown
// Claims: S4-04
// Expect: clean
//
// Said to panic with "invalid memory address". It is allowed: Go memory without pointers may be passed
// to C for the duration of a call. What C.CString adds is a terminating zero and a life beyond the call;
// here the zero is part of the bytes, and C keeps nothing.
package main

/*
#include <string.h>

static long length(const char *s) { return (long)strlen(s); }
*/
import "C"

import (
	"fmt"
	"unsafe"
)

func main() {
	text := []byte("hello\x00")
	if n := C.length((*C.char)(unsafe.Pointer(&text[0]))); n != 5 {
		fmt.Println("INTEROPFUZZ silent: the length is", n)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
