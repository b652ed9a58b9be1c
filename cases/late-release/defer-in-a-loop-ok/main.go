// Title: each turn of the loop is a function with its own defer
// Class: late-release
// Expect: clean
//
// The right way: what a turn takes is given back at its end.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>

static int live, most;

static void *buffer_new(void) {
	if (++live > most)
		most = live;
	return malloc(64 << 10);
}

static void buffer_free(void *p) {
	live--;
	free(p);
}

static int most_buffers(void) { return most; }
*/
import "C"

import "fmt"

func readAll(files int) {
	for i := 0; i < files; i++ {
		func() {
			buffer := C.buffer_new()
			defer C.buffer_free(buffer)
		}()
	}
}

func main() {
	readAll(200)
	if C.most_buffers() > 1 {
		fmt.Println("INTEROPFUZZ silent: buffers alive at once:", C.most_buffers(), "KiB:", C.most_buffers()*64)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
