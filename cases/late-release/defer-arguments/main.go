// Title: what deferred calls print: arguments count at the defer, pointers at the call
// Class: late-release
// Guilty: unknown
// Claims: S1-10
// Expect: clean
//
// The first claim is right: the argument *p of a deferred call is read when the defer is written, so a
// later change is not seen. The same article's second example, two such defers with a change after
// each, is said to print the last value twice: by the same rule it prints 2, then 1. Its third, a
// callee's defer that prints through a pointer while a defer of the caller is to add 1, is said to
// print 43: the callee returns first, so it prints 42.
package main

import "fmt"

var printed []int

func show(n int) { printed = append(printed, n) }

func argument() {
	x := 10
	p := &x
	defer show(*p)
	x = 42
}

func two() {
	x := 1
	p := &x
	defer show(*p)
	x = 2
	p = &x
	defer show(*p)
	x = 3
}

func inner(p *int) {
	defer func() { show(*p) }()
}

func outer() {
	x := 42
	defer func() { *(&x)++ }()
	inner(&x)
}

func main() {
	argument()
	two()
	outer()
	if got := fmt.Sprint(printed); got != "[10 2 1 42]" {
		fmt.Println("INTEROPFUZZ silent: printed", got)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
