// Title: C's error value is looked at before it is taken for a count
// Class: runtime-fatal-state
// Expect: clean
//
// The right way: a number from C is checked at the boundary, where its error value still means
// something.
package main

/*
#cgo CFLAGS: -O0

// count returns how many records there are, (unsigned)-1 when the file cannot be read.
static unsigned count(int readable) {
	return readable ? 3 : -1;
}
*/
import "C"

import "fmt"

type record [32 << 10]byte

func main() {
	n := C.count(0)
	if n == ^C.uint(0) {
		fmt.Println("cannot be read")
		return
	}
	records := make([]record, n)
	fmt.Println(len(records), "records")
}
