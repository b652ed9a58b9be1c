// Title: C follows a pointer in a struct of C
// Class: forged-view
// Expect: clean
//
// The keys are copied to C memory, and the struct is what C says it is.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>

typedef struct { char *keys; int count; } key_list;

static int first_byte(const key_list *l) { return l->keys[0]; }
*/
import "C"

import (
	"fmt"
	"unsafe"
)

func main() {
	m := map[string]int{"a": 1}
	for key := range m {
		list := C.key_list{keys: C.CString(key), count: C.int(len(m))}
		first := C.first_byte(&list)
		C.free(unsafe.Pointer(list.keys))
		if first != 'a' {
			fmt.Println("INTEROPFUZZ silent: the first byte is", first)
			return
		}
	}
	fmt.Println("INTEROPFUZZ clean")
}
