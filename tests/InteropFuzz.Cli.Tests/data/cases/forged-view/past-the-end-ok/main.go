// Title: an index inside a slice
// Class: forged-view
// Expect: clean
//
// The right way.
package main

func main() {
	s := make([]int, 3)
	println(s[2])
}
