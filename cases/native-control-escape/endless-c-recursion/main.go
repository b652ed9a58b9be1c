// Title: a recursive C parser meets a depth that only a Go stack could take
// Class: native-control-escape
// Guilty: c
// Claims: S3-11r
// Expect: signal/in-c/SIGSEGV
// Expect go<1.22: signal/bare/SIGSEGV
// Expect asan: asan/stack-overflow
// Expect msan: msan/stack-overflow
// Expect valgrind: valgrind/stack-overflow
//
// A goroutine's stack grows to a gigabyte, a C stack ends at its guard page (8 MB as a rule). Go's
// handler runs on a stack of its own and reports a SIGSEGV in C with an address near the stack
// pointer; neither names it a stack overflow. Go 1.19 cannot and dies of the bare signal. ASan, MSan
// and Valgrind tell it by the address.
package main

/*
#cgo CFLAGS: -O0
#include <stddef.h>
#include <stdlib.h>

// depth counts how deep the brackets go, one call for each.
static int depth(const char *text) {
	volatile char frame[256];
	frame[0] = *text;
	if (frame[0] != '[')
		return 0;
	return 1 + depth(text + 1); // GUILTY
}
*/
import "C"

import (
	"fmt"
	"strings"
	"unsafe"
)

func main() {
	text := C.CString(strings.Repeat("[", 1<<20))
	defer C.free(unsafe.Pointer(text))
	fmt.Println("depth", C.depth(text))
}
