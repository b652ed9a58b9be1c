// Title: a string that C allocated for its caller is copied with C.GoString and never freed
// Class: c-heap-ownership
// Guilty: go
// Expect: clean
// Expect go>=1.25, asan: lsan/leak
// Expect qemu-user, go>=1.25, asan: clean
//
// C.GoString copies; the C string still has to be freed by the one it was made for. Nothing but a leak
// check can see it: LeakSanitizer's, which Go runs at exit under -asan from 1.25 on. (Valgrind's fails
// an assertion of its own on programs whose Go heap was collected, and is left off.) The address was never stored in the Go heap, so LeakSanitizer is not misled here.
package main

/*
#cgo CFLAGS: -O0
#include <stdio.h>
#include <stdlib.h>

// describe returns memory from the C heap: the caller frees it.
static char *describe(int code) {
	char *s = calloc(1, 32);
	snprintf(s, 32, "error %d", code);
	return s;
}
*/
import "C"

import "fmt"

func main() {
	total := 0
	for i := 0; i < 200; i++ {
		total += len(C.GoString(C.describe(C.int(i)))) // GUILTY
	}
	fmt.Println("total length", total)
}
