// Title: a C library says that the input is bad
// Class: native-control-escape
// Expect: clean
//
// The right way: a library returns its error. What is impossible inside of it may well be a typing
// error of its user.
package main

/*
#cgo CFLAGS: -O0

static int checked(int version) {
	if (version != 1)
		return -1;
	return version;
}
*/
import "C"

import "fmt"

func main() {
	defer func() { fmt.Println("recovered:", recover()) }()
	fmt.Println("version", C.checked(2))
}
