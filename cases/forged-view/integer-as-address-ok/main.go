// Title: an integer that is meant as one
// Class: forged-view
// Expect: clean
//
// The right way: what is a number stays a number.
package main

import "fmt"

func main() {
	x := uintptr(0xdeadbeef)
	fmt.Println(x)
}
