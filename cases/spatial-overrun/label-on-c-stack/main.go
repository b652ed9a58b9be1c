// Title: a Go string that is too long is copied into a fixed buffer on the C stack
// Class: spatial-overrun
// Guilty: c
// Expect: libc-abort/stack-smashing
// Expect asan: asan/stack-buffer-overflow
//
// The C code is built with a stack protector, as most distributions do: the canary behind the buffer
// is overwritten, and on return glibc writes "stack smashing detected" and aborts. Go reports a
// SIGABRT that arrived in C. Without the protector the return address itself would be gone. ASan stops
// at the write. Valgrind does not know where an array on the stack ends and MSan does not look: under
// both it is the canary again that speaks.
package main

/*
#cgo CFLAGS: -O0 -fstack-protector-all
#include <stdio.h>
#include <stdlib.h>

static int label(const char *name) {
	char text[16];
	return sprintf(text, "<%s>", name); // GUILTY
}
*/
import "C"

import (
	"fmt"
	"unsafe"
)

func main() {
	name := C.CString("a name of more than fourteen letters")
	defer C.free(unsafe.Pointer(name))
	fmt.Println(C.label(name))
}
