// Title: The slice is pinned, and grows only when C has ended
// Class: c-retains-go-memory
// Expect: clean
// Needs: go>=1.21
//
// From begin to end the array stays the same, is alive and in its place.
package main

/*
#cgo CFLAGS: -O0
#include <stddef.h>

static long *results;
static size_t count;

static void begin(long *p, size_t n) {
	results = p;
	count = n;
}

static void end(void) {
	for (size_t i = 0; i < count; i++)
		results[i] = 7;
}
*/
import "C"

import (
	"fmt"
	"runtime"
)

func main() {
	results := make([]C.long, 64)
	var pinner runtime.Pinner
	pinner.Pin(&results[0])
	C.begin(&results[0], C.size_t(len(results)))
	C.end()
	pinner.Unpin()
	results = append(results, 7)
	for i, r := range results {
		if r != 7 {
			fmt.Println("INTEROPFUZZ silent: C has set every result to 7, and number", i, "is", r)
			return
		}
	}
	fmt.Println("INTEROPFUZZ clean")
}
