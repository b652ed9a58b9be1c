// Title: one defer owns the C buffer and every path leaves the freeing to it
// Class: c-heap-ownership
// Expect: clean
//
// The right way: one owner. The defer runs on every way out, so nothing else frees.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>

static int parse(const char *text) {
	return text[0] == '{' ? 0 : -1;
}
*/
import "C"

import (
	"errors"
	"fmt"
	"runtime"
	"unsafe"
)

func load(text string) error {
	c := C.CString(text)
	defer C.free(unsafe.Pointer(c))
	if C.parse(c) != 0 {
		return errors.New("not an object")
	}
	return nil
}

func main() {
	runtime.LockOSThread()
	fmt.Println(load("[1, 2]"))
}
