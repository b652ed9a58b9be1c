// Title: Go passes what C asserts
// Class: native-control-escape
// Expect: clean
//
// The right way: the bound is known on both sides of the boundary, and the caller keeps to it.
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
	fmt.Println("sum", C.sum(8))
}
