// Title: C returns its error, -1, as a length and Go makes a slice of it
// Class: runtime-fatal-state
// Guilty: boundary
// Claims: S3-05b
// Expect: go-panic/makeslice
//
// A length that is impossible, negative or above what the address space can hold, is an ordinary panic
// ("makeslice: len out of range") that recover catches. Only a size that would be possible and is not
// to be had is fatal: see minus-one-records.
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
	data := make([]byte, C.length_of(0)) // GUILTY
	fmt.Println(len(data), "bytes")
}
