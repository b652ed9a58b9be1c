// Title: C changes a copy of a Go string
// Class: forged-view
// Expect: clean
//
// A string is read-only, so what C may change is a copy.
package main

/*
#cgo CFLAGS: -O0
#include <ctype.h>
#include <stddef.h>

static void upcase(char *p, size_t n) {
	for (size_t i = 0; i < n; i++)
		p[i] = (char)toupper((unsigned char)p[i]);
}
*/
import "C"

import (
	"fmt"
	"unsafe"
)

func upper(s string) string {
	if s == "" {
		return s
	}
	b := []byte(s)
	C.upcase((*C.char)(unsafe.Pointer(&b[0])), C.size_t(len(b)))
	return string(b)
}

func main() {
	if s := upper("hello"); s != "HELLO" {
		fmt.Println("INTEROPFUZZ silent: hello became", s)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
