// Title: an index behind the end of a slice
// Class: forged-view
// Guilty: go
// Expect: go-panic/index
//
// No cgo: it shares a binary only with others of its kind.
package main

import "os"

func main() {
	s := make([]int, 3)
	println(s[len(os.Args)+5])
}
