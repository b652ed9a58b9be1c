// Title: a nil dereference in Go is caught by recover
// Class: runtime-fatal-state
// Guilty: unknown
// Claims: S3-09
// Expect: clean
//
// The claim was that recover is of no use against it. The runtime's SIGSEGV handler finds that the
// program counter is in Go code and the address below 4096, and has the goroutine call panicmem: an
// ordinary panic with a runtime.Error. What recover cannot catch is a fault at another address (unless
// debug.SetPanicOnFault is set) and any fault in C.
package main

import (
	"fmt"
	"runtime"
)

type config struct{ level int }

//go:noinline
func level(c *config) int { return c.level }

func recovered(c *config) (err error) {
	defer func() {
		err, _ = recover().(runtime.Error)
	}()
	level(c)
	return nil
}

func main() {
	for i := 0; i < 3; i++ {
		if recovered(nil) == nil {
			fmt.Println("INTEROPFUZZ silent: nothing was recovered")
			return
		}
	}
	fmt.Println(recovered(nil))
	fmt.Println("INTEROPFUZZ clean")
}
