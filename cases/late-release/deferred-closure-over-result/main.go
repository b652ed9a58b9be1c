// Title: A function returns a pointer, and its defer uses it after the return statement
// Class: late-release
// Guilty: unknown
// Claims: S4-10
// Expect: clean
//
// Said to return a dangling pointer, whose memory is freed while the defer runs. It does not: the pointer
// leaves the function, so its object lies on the heap; the result and the closure both refer to it, and it
// lives until neither does. Only memory that is freed by hand can go too early here, such as C's: see
// deferred-free-before-return.
package main

import (
	"fmt"
	"runtime"
)

//go:noinline
func risky(seen *int) *int {
	x := new(int)
	*x = 42
	defer func() {
		runtime.GC()
		*seen = *x
	}()
	return x
}

func main() {
	var seen int
	x := risky(&seen)
	runtime.GC()
	var others []*int
	for i := 0; i < 10000; i++ {
		others = append(others, new(int))
	}
	runtime.KeepAlive(others)
	if *x != 42 || seen != 42 {
		fmt.Println("INTEROPFUZZ silent: 42 has become", *x, "and", seen)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
