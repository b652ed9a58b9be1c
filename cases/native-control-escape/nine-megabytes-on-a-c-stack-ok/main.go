// Title: a C function takes its 9 MiB from the heap
// Class: native-control-escape
// Expect: clean
//
// The right way: large arrays do not belong on a stack whose size somebody else decides.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>

// fill writes to all pages of a local array, from its end near the frame's top downwards, and returns how many.
static long fill(void) {
	enum { size = 9 << 20 };
	volatile char *large = malloc(size);
	if (large == NULL)
		return -1;
	long pages = 0;
	for (long i = size - 1; i >= 0; i -= 4096) {
		large[i] = 'A';
		pages++;
	}
	free((void *)large);
	return pages;
}
*/
import "C"

import (
	"fmt"
	"runtime"
)

func main() {
	runtime.LockOSThread() // the main thread stays with main
	pages := make(chan int)
	go func() {
		pages <- int(C.fill())
	}()
	fmt.Println("pages written:", <-pages)
}
