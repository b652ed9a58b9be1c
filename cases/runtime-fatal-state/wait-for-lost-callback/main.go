// Title: Go waits for a completion that C has dropped, and the deadlock detector is off
// Class: runtime-fatal-state
// Guilty: c
// Claims: S3-04c
// Expect: timeout
// Deadline: 3s
//
// Nothing can ever send on the channel. A pure Go program would end with "all goroutines are asleep -
// deadlock!", but with import "C" the runtime has to suppose that C may call back, so it does not
// look: the program hangs, under every instrument.
package main

/*
#cgo CFLAGS: -O0

static int pending;

static void submit(void) {
	pending++;
}

// reset forgets what is pending and completes none of it.
static void reset(void) {
	pending = 0; // GUILTY
}

// completed returns 0 when nothing more is to come.
static int completed(void) {
	return pending > 0 ? pending-- : 0;
}
*/
import "C"

import "fmt"

func main() {
	done := make(chan int)
	C.submit()
	C.reset()
	for C.completed() != 0 {
		go func() { done <- 1 }()
	}
	fmt.Println("completed", <-done)
}
