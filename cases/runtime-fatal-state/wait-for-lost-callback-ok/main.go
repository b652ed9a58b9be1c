// Title: C completes what it drops, with an error, and Go does not wait for ever
// Class: runtime-fatal-state
// Expect: clean
//
// The right way: whatever was submitted comes back, if only as cancelled.
package main

/*
#cgo CFLAGS: -O0

static int pending;

static void submit(void) {
	pending++;
}

// reset forgets what is pending and says how many were cancelled.
static int reset(void) {
	int cancelled = pending;
	pending = 0;
	return cancelled;
}
*/
import "C"

import "fmt"

func main() {
	done := make(chan int)
	C.submit()
	for i := C.reset(); i > 0; i-- {
		go func() { done <- -1 }()
	}
	fmt.Println("completed", <-done)
}
