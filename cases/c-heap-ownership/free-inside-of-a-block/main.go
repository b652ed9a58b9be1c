// Title: a C string is freed by a pointer that was moved past its blanks
// Class: c-heap-ownership
// Guilty: go
// Expect: libc-abort/invalid-pointer
// Expect asan: asan/bad-free
// Expect msan: clean
// Expect valgrind: valgrind/invalid-free
//
// free wants the address that malloc gave. The bytes before any other are no header of a block: here
// they are letters and blanks that make an impossible size, and glibc gives up with "free(): invalid
// pointer" (the address is not aligned). ASan and Valgrind know that no block begins there; MSan's
// free takes any address inside of a block.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>
#include <string.h>

static char *skip_blanks(char *s) {
	while (*s == ' ')
		s++;
	return s;
}
*/
import "C"

import (
	"fmt"
	"unsafe"
)

func main() {
	text := C.CString("     indented by five blanks")
	text = C.skip_blanks(text)
	fmt.Println("letters", C.strlen(text))
	C.free(unsafe.Pointer(text)) // GUILTY
}
