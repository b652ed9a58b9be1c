// Title: Only the C function that stays in C is declared #cgo nocallback
// Class: cgo-pointer-rule
// Expect: clean
// Needs: go>=1.24
//
// The directive is right for a function that never comes to Go by any path.
package main

/*
#cgo nocallback count
extern void interopfuzzEachOK(int);

static int count(int n) { return n; }

static void each(int n) {
	for (int i = 0; i < n; i++)
		interopfuzzEachOK(i);
}
*/
import "C"

import "fmt"

var calls int

//export interopfuzzEachOK
func interopfuzzEachOK(C.int) { calls++ }

func main() {
	C.each(C.count(3))
	if calls != 3 {
		fmt.Println("INTEROPFUZZ silent:", calls, "callbacks")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
