// Title: The address of a map variable is cast to int * and passed to C
// Class: forged-view
// Guilty: go
// Claims: S2-02
// Expect: silent
//
// Said to compile and crash. It compiles, and passes cgocheck, which believes the type: ints hold no
// pointers. C reads the lower half of the address of the map's header, four valid bytes. The number has
// nothing to do with the map's contents, and no tool minds.
package main

/*
#cgo CFLAGS: -O0
static int first_value(const int *p) { return p[0]; }
*/
import "C"

import (
	"fmt"
	"unsafe"
)

func main() {
	m := make(map[string]int)
	m["key"] = 42
	if got := C.first_value((*C.int)(unsafe.Pointer(&m))); got != 42 { // GUILTY
		fmt.Println("INTEROPFUZZ silent: to C the map begins with an int that is not", m["key"])
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
