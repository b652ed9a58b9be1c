// Title: C holds the address of a Go slice that append has moved meanwhile
// Class: c-retains-go-memory
// Guilty: go
// Expect: silent
//
// C keeps the address from begin to end. In between the slice grows beyond its capacity, so append
// copies it to a new array; C puts its results into the old one, and Go reads the new one. The memory is
// valid for everyone: a place of the Go heap that has not been collected yet. No tool says anything.
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

import "fmt"

func main() {
	results := make([]C.long, 64)
	C.begin(&results[0], C.size_t(len(results)))
	results = append(results, 7) // GUILTY
	C.end()
	for i, r := range results {
		if r != 7 {
			fmt.Println("INTEROPFUZZ silent: C has set every result to 7, and number", i, "is", r)
			return
		}
	}
	fmt.Println("INTEROPFUZZ clean")
}
