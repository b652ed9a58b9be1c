// Title: An exported Go function is passed to C as a function pointer
// Class: forged-view
// Expect: clean
//
// For an exported function cgo makes one with C's conventions, and C.NAME is its address.
package main

/*
#cgo CFLAGS: -O0
typedef int (*compare)(int, int);

extern int interopfuzzLess(int, int);

static int largest(compare less, int a, int b) { return less(a, b) ? b : a; }
*/
import "C"

import "fmt"

//export interopfuzzLess
func interopfuzzLess(a, b C.int) C.int {
	if a < b {
		return 1
	}
	return 0
}

func main() {
	if n := C.largest(C.compare(C.interopfuzzLess), 1, 2); n != 2 {
		fmt.Println("INTEROPFUZZ silent: the largest is", n)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
