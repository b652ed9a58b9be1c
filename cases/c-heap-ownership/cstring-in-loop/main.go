// Title: a C.CString is made for every call and never freed
// Class: c-heap-ownership
// Guilty: go
// Claims: S2-22
// Expect: clean
//
// C.CString is malloc: the collector does not know the block, and nothing goes wrong but the memory
// use. Only a leak check can tell. Valgrind's would, but it fails an assertion of its own on programs
// whose Go heap was collected, and is left off. LeakSanitizer (at exit under -asan from Go 1.25 on) takes the whole Go heap for roots, dead objects included. Built with -asan, C.CString keeps
// the address in a small Go object of its own, so each of these strings still seems to be referred to,
// and the check passes. It finds them only after a collection, once new objects have overwritten the
// dead ones.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>
#include <string.h>

static int width(const char *s) {
	return (int)strlen(s);
}
*/
import "C"

import "fmt"

func main() {
	total := 0
	for i := 0; i < 200; i++ {
		total += int(C.width(C.CString(fmt.Sprintf("line %d", i)))) // GUILTY
	}
	fmt.Println("total width", total)
}
