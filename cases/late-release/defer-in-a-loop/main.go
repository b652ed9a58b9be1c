// Title: a defer in a loop keeps every C buffer until the function returns
// Class: late-release
// Guilty: go
// Expect: silent
//
// A defer belongs to the function, not to the turn of the loop. So all buffers are alive at once at
// the end, 64 KB times the number of files, and are freed together when it is too late to matter.
// Nothing leaks in the end, and no leak check objects.
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
		buffer := C.buffer_new()
		defer C.buffer_free(buffer) // GUILTY
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
