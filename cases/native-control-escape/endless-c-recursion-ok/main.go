// Title: a recursive C parser refuses what is too deep for a C stack
// Class: native-control-escape
// Expect: clean
//
// The right way: recursion over input has a limit, and a C stack does not grow.
package main

/*
#cgo CFLAGS: -O0
#include <stddef.h>
#include <stdlib.h>

enum { limit = 1000 };

// depth counts how deep the brackets go, one call for each, and gives up at a limit.
static int depth(const char *text, int level) {
	volatile char frame[256];
	frame[0] = *text;
	if (frame[0] != '[' || level == limit)
		return level;
	return depth(text + 1, level + 1);
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
	fmt.Println("depth", C.depth(text, 0))
}
