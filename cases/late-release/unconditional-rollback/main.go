// Title: a deferred rollback undoes the change that was accepted, too
// Class: late-release
// Guilty: go
// Claims: S1-02
// Expect: silent
//
// The defer runs however the function is left, so the change that passed the check and was stored is
// undone with the one that did not pass: C holds the new timeout, Go the old. The order of things is
// wrong, no memory is. Nothing but the program's own check can tell.
package main

/*
#cgo CFLAGS: -O0

static int stored_timeout;

static void store(int timeout) { stored_timeout = timeout; }
static int stored(void) { return stored_timeout; }
*/
import "C"

import "fmt"

type config struct{ timeout int }

func validate(c *config) bool { return c.timeout > 0 }

func update(c *config, timeout int) {
	old := *c
	defer func() { *c = old }() // GUILTY
	c.timeout = timeout
	if !validate(c) {
		return
	}
	C.store(C.int(c.timeout))
}

func main() {
	c := &config{10}
	update(c, 30)
	if c.timeout != int(C.stored()) {
		fmt.Println("INTEROPFUZZ silent: C has a timeout of", C.stored(), "and Go one of", c.timeout)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
