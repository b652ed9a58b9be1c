// Title: a C library returns its error and Go decides what to do
// Class: native-control-escape
// Expect: clean
//
// The right way: a library returns. Ending the process is for the one who owns it.
package main

/*
#cgo CFLAGS: -O0

static int parse(int version) {
	if (version != 1)
		return 3;
	return 0;
}
*/
import "C"

import "fmt"

func main() {
	defer fmt.Println("lock released")
	fmt.Println("parsed:", C.parse(2))
}
