// Title: Binary data is passed to C as a C string
// Class: forged-view
// Guilty: go
// Claims: S4-05
// Expect: silent
//
// C.CString copies all bytes, but C sees a string that ends at the first zero among them. The rest is
// there and is ignored; all reads are valid, so no tool can know.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>
#include <string.h>

static long checksum(const char *s) {
	long sum = 0;
	for (; *s != 0; s++)
		sum += *s;
	return sum;
}
*/
import "C"

import (
	"fmt"
	"unsafe"
)

func main() {
	data := []byte{1, 2, 0, 3, 4}
	c := C.CString(string(data)) // GUILTY
	defer C.free(unsafe.Pointer(c))
	if sum := C.checksum(c); sum != 10 {
		fmt.Println("INTEROPFUZZ silent: the checksum is", sum, "and not 10")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
