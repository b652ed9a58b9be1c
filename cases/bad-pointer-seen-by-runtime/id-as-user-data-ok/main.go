// Title: Go passes a small number as an integer and C makes the pointer
// Class: bad-pointer-seen-by-runtime
// Expect: clean
//
// The right way: a C function that takes uintptr_t and does the cast, or cgo.Handle with it.
package main

/*
#cgo CFLAGS: -O0
#include <stdint.h>

static uintptr_t last;

static void listen(void *user_data) { last = (uintptr_t)user_data; }
static void listen_id(uintptr_t id) { listen((void *)id); }
static uintptr_t heard(void) { return last; }
*/
import "C"

import "fmt"

// deep needs more stack than a goroutine starts with.
//
//go:noinline
func deep(n int) int {
	var block [1024]byte
	block[n%len(block)] = 1
	if n == 0 {
		return int(block[0])
	}
	return deep(n-1) + int(block[n%len(block)])
}

func main() {
	data := C.uintptr_t(7)
	deep(200)
	C.listen_id(data)
	fmt.Println("heard", C.heard())
}
