// Title: C blanks a field that belongs to the program
// Class: forged-view
// Expect: clean
//
// The field is a Go array of the size that C writes.
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
	var field [24]byte
	C.blank((*C.char)(unsafe.Pointer(&field)))
	if m["key 7"] != 7 || field[16] != ' ' {
		fmt.Println("INTEROPFUZZ silent: key 7 has the value", m["key 7"])
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
