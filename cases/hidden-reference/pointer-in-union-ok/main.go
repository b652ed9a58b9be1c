// Title: The union holds a pointer to C memory
// Class: hidden-reference
// Expect: clean
//
// Bytes that the collector does not scan may hold the address of memory that it does not own.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>

struct variant {
	long kind;
	union {
		long number;
		char *text;
	} u;
};

static int first_letter(const struct variant *v) { return v->u.text[0]; }
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

func main() {
	v := new(C.struct_variant)
	text := C.CString("a text")
	defer C.free(unsafe.Pointer(text))
	*(**C.char)(unsafe.Pointer(&v.u)) = text
	runtime.GC()
	if letter := C.first_letter(v); letter != 'a' {
		fmt.Printf("INTEROPFUZZ silent: the text of the variant begins with %d\n", letter)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
