// Title: the length from C is looked at first
// Class: runtime-fatal-state
// Expect: clean
//
// The right way: a negative length is C's way to say that there is none.
package main

/*
#cgo CFLAGS: -O0

static int length_of(int known) {
	return known ? 3 : -1;
}
*/
import "C"

import "fmt"

func main() {
	n := C.length_of(0)
	if n < 0 {
		fmt.Println("unknown")
		return
	}
	data := make([]byte, n)
	fmt.Println(len(data), "bytes")
}
