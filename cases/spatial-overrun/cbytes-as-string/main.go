// Title: A text made by C.CBytes, which adds no zero, is read by C as a string
// Class: spatial-overrun
// Guilty: go
// Claims: S4-05
// Expect: silent
// Expect asan: asan/heap-buffer-overflow
// Expect msan: clean
// Expect valgrind: valgrind/invalid-read
//
// CBytes is right for binary data that goes with its length, and wrong for strings. strlen runs on behind
// the block, over malloc's own numbers. The 24 bytes fill the block to its end. ASan checks what strlen has
// read, and Valgrind has a strlen of its own. MSan's malloc rounds up to 32 bytes, the rest is zero, and
// the string ends there by luck.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>
#include <string.h>

static long length(const char *s) { return (long)strlen(s); }
*/
import "C"

import "fmt"

func main() {
	c := C.CBytes([]byte("a text of 24 characters.")) // GUILTY
	defer C.free(c)
	if n := C.length((*C.char)(c)); n != 24 {
		fmt.Println("INTEROPFUZZ silent: the text of 24 characters is longer to C")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
