// Title: The value is taken out of the map, and its address passed to C
// Class: forged-view
// Expect: clean
//
// C gets what it asks for: an int.
package main

/*
#cgo CFLAGS: -O0
static int first_value(const int *p) { return p[0]; }
*/
import "C"

import "fmt"

func main() {
	m := make(map[string]int)
	m["key"] = 42
	value := C.int(m["key"])
	if got := C.first_value(&value); got != 42 {
		fmt.Println("INTEROPFUZZ silent: C read", got)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
