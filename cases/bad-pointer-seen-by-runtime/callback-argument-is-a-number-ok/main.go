// Title: C calls a Go callback with a number as a number
// Class: bad-pointer-seen-by-runtime
// Expect: clean
//
// The right way: the parameter is a uintptr_t on both sides.
package main

/*
#cgo CFLAGS: -O0
#include <stdint.h>

extern void goEvent(uintptr_t user_data);

static void fire(int id) {
	goEvent(id);
}
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

//go:noinline
func userOf(data C.uintptr_t) C.uintptr_t { return data }

//export goEvent
func goEvent(data C.uintptr_t) {
	user := userOf(data)
	steps := deep(200)
	fmt.Println("event of", user, "after", steps, "steps")
}

func main() {
	C.fire(3)
}
