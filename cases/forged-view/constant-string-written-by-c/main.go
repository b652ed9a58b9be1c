// Title: C changes the bytes of a Go string constant in place
// Class: forged-view
// Guilty: go
// Expect: signal/in-c/SIGSEGV
// Expect asan: asan/SEGV
// Expect msan: msan/SEGV
//
// Constants lie in read-only memory, and the first store ends the program. Go gets the signal but
// did not cause it, so it prints its report and exits with 2; a recover would not help. asan and
// msan have taken over SIGSEGV in C and report it in their own words, with the C frames. To
// Valgrind the page is as good as any, so the signal comes there, too. checkptr and vet see a cast
// to a pointer to a pointer, which is legal. With a string that is not a constant the same code
// would change a string that must never change.
package main

/*
#cgo CFLAGS: -O0
#include <ctype.h>
#include <stddef.h>

static void upcase(char *p, size_t n) {
	for (size_t i = 0; i < n; i++)
		p[i] = (char)toupper((unsigned char)p[i]);
}
*/
import "C"

import (
	"fmt"
	"unsafe"
)

// upper saves a copy, by taking the pointer out of the string header.
func upper(s string) string {
	data := *(**C.char)(unsafe.Pointer(&s)) // GUILTY
	C.upcase(data, C.size_t(len(s)))
	return s
}

func main() {
	fmt.Println(upper("hello"))
	fmt.Println("INTEROPFUZZ silent: a constant has changed")
}
