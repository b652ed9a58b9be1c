// Title: a deferred rollback looks whether the change was accepted
// Class: late-release
// Expect: clean
//
// The right way: the defer knows how the function was left.
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
	accepted := false
	defer func() {
		if !accepted {
			*c = old
		}
	}()
	c.timeout = timeout
	if !validate(c) {
		return
	}
	C.store(C.int(c.timeout))
	accepted = true
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
