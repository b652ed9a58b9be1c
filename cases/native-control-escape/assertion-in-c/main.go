// Title: an assertion in C fails on what Go passed
// Class: native-control-escape
// Guilty: boundary
// Expect: libc-abort/assertion
//
// assert is abort with a message: glibc writes the file, the line and the expression to stderr and
// raises SIGABRT, which Go reports like any other. The first line tells more than the dump below it.
// Built with NDEBUG the check would be gone and the loop would run off the table.
package main

/*
#cgo CFLAGS: -O0
#include <assert.h>

static int table[8] = {1, 2, 3, 4, 5, 6, 7, 8};

static int sum(int n) {
	assert(n <= 8);
	int s = 0;
	for (int i = 0; i < n; i++)
		s += table[i];
	return s;
}
*/
import "C"

import "fmt"

func main() {
	fmt.Println("sum", C.sum(9)) // GUILTY
}
