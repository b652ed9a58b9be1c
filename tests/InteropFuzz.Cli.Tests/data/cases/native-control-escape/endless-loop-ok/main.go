// Title: C comes back
// Class: native-control-escape
// Expect: clean
//
// The right way.
package main

// static int answer(void) { return 42; }
import "C"

func main() {
	println(C.answer())
}
