// Title: A Go func value is passed to C as a function pointer
// Class: forged-view
// Guilty: go
// Expect: signal/in-c/SIGSEGV
// Expect asan: asan/SEGV
// Expect msan: msan/SEGV
// Expect arm64: signal/in-c/SIGILL
// Expect arm64, asan: signal/in-c/SIGILL
//
// A func value is the address of a word that holds the address of the code. C jumps to the word itself,
// which lies in memory that is not executable. Had the jump reached the code, that would have run with
// Go's conventions on C's stack. On arm64 the linker puts read-only data into the segment of the code, so
// the word is executed, and is no instruction.
package main

/*
#cgo CFLAGS: -O0
typedef int (*compare)(int, int);

static int largest(compare less, int a, int b) { return less(a, b) ? b : a; }
*/
import "C"

import (
	"fmt"
	"unsafe"
)

//go:noinline
func less(a, b C.int) C.int {
	if a < b {
		return 1
	}
	return 0
}

func main() {
	f := less
	callback := *(*C.compare)(unsafe.Pointer(&f)) // GUILTY
	fmt.Println("INTEROPFUZZ silent: the largest is", C.largest(callback, 1, 2))
}
