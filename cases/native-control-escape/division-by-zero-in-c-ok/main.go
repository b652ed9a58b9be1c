// Title: C looks at a divisor before it divides
// Class: native-control-escape
// Expect: clean
//
// The right way: test in C, and give an answer that says so.
package main

/*
#cgo CFLAGS: -O0

static int average(int sum, volatile int n) {
	if (n == 0)
		return 0;
	return sum / n;
}
*/
import "C"

import "fmt"

func average() {
	defer func() { fmt.Println("recovered:", recover()) }()
	fmt.Println("average", C.average(10, 0))
}

func main() {
	average()
	fmt.Println("INTEROPFUZZ clean")
}
