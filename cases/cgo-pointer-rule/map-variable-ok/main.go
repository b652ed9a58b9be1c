// Title: C is given the key and the value of each entry of a map
// Class: cgo-pointer-rule
// Expect: clean
//
// Numbers go as they are, strings as C strings that are freed after the call.
package main

/*
#include <stdlib.h>
#include <string.h>

static long entry(const char *key, long value) { return (long)strlen(key) + value; }
*/
import "C"

import (
	"fmt"
	"unsafe"
)

func main() {
	m := make(map[string]int)
	m["key"] = 42
	sum := 0
	for k, v := range m {
		key := C.CString(k)
		sum += int(C.entry(key, C.long(v)))
		C.free(unsafe.Pointer(key))
	}
	if sum != 45 {
		fmt.Println("INTEROPFUZZ silent: the sum is", sum)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
