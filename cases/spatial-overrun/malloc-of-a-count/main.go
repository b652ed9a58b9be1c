// Title: malloc is given the number of elements, not of bytes
// Class: spatial-overrun
// Guilty: go
// Expect: silent
// Expect asan: asan/heap-buffer-overflow
// Expect valgrind: valgrind/invalid-write
//
// C's sizeof is not part of C.malloc's argument as it is of Go's make. C writes four times as much as was
// asked for: into the next block and over its header, or over memory that nobody has yet. The numbers of
// one block end up in the other; the program frees nothing, so that glibc does not look at the headers.
package main

/*
#cgo CFLAGS: -O0
#include <stdint.h>
#include <stdlib.h>

static void fill(int32_t *to, int n) {
	for (int i = 0; i < n; i++)
		to[i] = i;
}

static long sum(const int32_t *from, int n) {
	long s = 0;
	for (int i = 0; i < n; i++)
		s += from[i];
	return s;
}
*/
import "C"

import "fmt"

func main() {
	const n = 1000
	first := (*C.int32_t)(C.malloc(n)) // GUILTY
	second := (*C.int32_t)(C.malloc(n))
	C.malloc(1 << 14) // what lies behind the second one
	C.fill(first, n)
	C.fill(second, n)
	want := C.long(n * (n - 1) / 2)
	if got := C.sum(first, n); got != want {
		fmt.Println("INTEROPFUZZ silent: the sum is", got, "and not", want)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
