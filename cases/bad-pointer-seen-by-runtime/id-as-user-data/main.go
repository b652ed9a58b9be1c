// Title: Go passes a small number as C's void *user_data
// Class: bad-pointer-seen-by-runtime
// Guilty: go
// Expect: go-fatal/invalid-pointer-on-stack
// Expect checkptr|race|asan|msan: go-fatal/checkptr-arithmetic
// Expect vet: vet/unsafeptr
//
// unsafe.Pointer(uintptr(id)) makes a pointer of a number, which C gets back as a number. Meanwhile
// the Go variable is a pointer below 4096, and a stack that grows with it in a frame throws: "runtime:
// bad pointer in frame" and "invalid pointer found on stack". It goes well in all tests whose stacks
// do not grow in that place. go vet warns of the conversion, and checkptr (race, asan, msan) throws at
// it, since no pointer may be below 4096.
package main

/*
#cgo CFLAGS: -O0
#include <stdint.h>

static uintptr_t last;

static void listen(void *user_data) { last = (uintptr_t)user_data; }
static uintptr_t heard(void) { return last; }
*/
import "C"

import (
	"fmt"
	"unsafe"
)

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

//go:noinline
func userData(id int) unsafe.Pointer {
	return unsafe.Pointer(uintptr(id)) // GUILTY
}

func main() {
	data := userData(7)
	deep(200)
	C.listen(data)
	fmt.Println("heard", C.heard())
}
