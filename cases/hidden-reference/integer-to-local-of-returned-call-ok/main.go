// Title: the address of a local variable comes back as a pointer
// Class: hidden-reference
// Expect: clean
//
// The right way: a pointer. The variable is then in the heap and lives as long as somebody refers to
// it.
package main

import (
	"fmt"
	"runtime"
)

//go:noinline
func bad() *int {
	x := 42
	runtime.GC()
	return &x
}

// overwrite uses the stack where bad had its variable.
//
//go:noinline
func overwrite(n int) (sum int) {
	var block [512]int
	for i := range block {
		block[i] = n + i
	}
	for _, b := range block {
		sum += b
	}
	return sum
}

func main() {
	p := bad()
	overwrite(1000)
	if *p != 42 {
		fmt.Println("INTEROPFUZZ silent: the variable was 42 and is something else")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
