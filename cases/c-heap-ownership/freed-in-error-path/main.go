// Title: the error path frees a C buffer that a defer frees again
// Class: c-heap-ownership
// Guilty: go
// Claims: S2-27
// Expect: libc-abort/double-free
// Expect asan: asan/double-free
// Expect msan: clean
// Expect valgrind: valgrind/invalid-free
//
// glibc leaves a key in a freed block and finds it when the same thread frees the block again: it
// writes "free(): double free detected in tcache 2" and calls abort, which Go reports as a SIGABRT
// that arrived in C. Had another block been taken in between, or had the goroutine moved to another
// thread, the list would have been spoiled without a word. ASan and Valgrind keep a freed block aside
// and say where both frees were. MSan's allocator does not look for this and the program ends as if
// all were well.
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
		C.free(unsafe.Pointer(c)) // GUILTY
		return errors.New("not an object")
	}
	return nil
}

func main() {
	// malloc looks for a double free in the lists of the calling thread only: stay on one thread.
	runtime.LockOSThread()
	fmt.Println(load("[1, 2]"))
}
