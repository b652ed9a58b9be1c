// Title: who uses a C block last frees it
// Class: late-release
// Expect: clean
//
// The right way: the goroutine owns the block and frees it when it is done.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>
#include <string.h>

static char *page_new(void) {
	char *p = malloc(64);
	memset(p, 'x', 64);
	return p;
}

static int page_check(const char *p) {
	for (int i = 0; i < 64; i++)
		if (p[i] != 'x')
			return -1;
	return 0;
}
*/
import "C"

import (
	"fmt"
	"unsafe"
)

// check looks at a page in the background.
func check(page *C.char, start chan bool) chan bool {
	good := make(chan bool)
	go func() {
		<-start
		defer C.free(unsafe.Pointer(page))
		good <- C.page_check(page) == 0
	}()
	return good
}

func load(start chan bool) chan bool {
	page := C.page_new()
	return check(page, start)
}

func main() {
	start := make(chan bool)
	good := load(start)
	close(start)
	if !<-good {
		fmt.Println("INTEROPFUZZ silent: the page has changed while it was looked at")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
