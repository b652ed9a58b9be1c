// Title: A C function that is declared #cgo nocallback calls back into Go
// Class: cgo-pointer-rule
// Guilty: go
// Expect: go-panic/cgo-nocallback
// Needs: go>=1.24
//
// The directive spares the preparations for a callback, on the word of the programmer. The runtime
// checks that word at the callback and panics. The panic can be recovered outside of the C call.
package main

/*
#cgo nocallback each
extern void interopfuzzEach(int);

static void each(int n) {
	for (int i = 0; i < n; i++)
		interopfuzzEach(i);
}
*/
import "C"

import "fmt"

var calls int

//export interopfuzzEach
func interopfuzzEach(C.int) { calls++ }

func main() {
	C.each(3) // GUILTY
	fmt.Println("INTEROPFUZZ silent: a function without callbacks has made", calls)
}
