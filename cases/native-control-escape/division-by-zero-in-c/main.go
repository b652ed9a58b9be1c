// Title: C divides an integer by zero and the recover around the call does not help
// Class: native-control-escape
// Guilty: c
// Expect: signal/in-c/SIGFPE
// Expect asan: asan/FPE
// Expect msan: msan/FPE
// Expect arm64: clean
// Expect arm64, asan: clean
//
// Go's compiler tests a divisor and panics; C leaves it to the processor, which raises SIGFPE. The signal
// arrives while C runs, and Go makes a panic only of signals that its own code raised. The sanitizers
// print the C line. On arm64 the quotient is 0 and nothing is raised: its sdiv has no such exception.
package main

/*
#cgo CFLAGS: -O0

static int average(int sum, volatile int n) {
	return sum / n; // GUILTY
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
