// Title: a C library calls exit(3) on bad input and Go's defers never run
// Class: native-control-escape
// Guilty: c
// Claims: S3-26
// Expect: exit/3
//
// exit runs C's atexit functions and ends the process: no defer, no recover, no message from Go. Only
// the exit code shows it. No memory is misused, so there is nothing for an instrument to see.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>

static int parse(int version) {
	if (version != 1)
		exit(3); // GUILTY
	return 0;
}
*/
import "C"

import "fmt"

func main() {
	defer fmt.Println("lock released")
	fmt.Println("parsed:", C.parse(2))
}
