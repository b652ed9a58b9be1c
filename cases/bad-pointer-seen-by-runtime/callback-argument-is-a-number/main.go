// Title: C calls a Go callback with a number cast to void *
// Class: bad-pointer-seen-by-runtime
// Guilty: c
// Expect: go-fatal/invalid-pointer-on-stack
//
// The exported function's parameter is an unsafe.Pointer, so a variable of the callback holds a Go
// pointer with the value 3. (The argument itself would pass: the copier checks the variables of a
// frame, not its arguments.) The callback needs more stack than it has: the goroutine's stack is
// copied, the pointer is found, and the program dies of "invalid pointer found on stack", in a
// function that does nothing wrong.
package main

/*
#cgo CFLAGS: -O0
#include <stdint.h>

extern void goEvent(void *user_data);

static void fire(int id) {
	goEvent((void *)(uintptr_t)id); // GUILTY
}
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
func userOf(data unsafe.Pointer) unsafe.Pointer { return data }

//export goEvent
func goEvent(data unsafe.Pointer) {
	user := userOf(data)
	steps := deep(200)
	fmt.Println("event of", user, "after", steps, "steps")
}

func main() {
	C.fire(3)
}
