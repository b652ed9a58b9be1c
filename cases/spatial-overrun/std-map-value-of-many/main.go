// Title: C++ writes a kilobyte behind one of many values of a std::map, into another one
// Class: spatial-overrun
// Guilty: c
// Claims: S2-14cpp
// Expect: silent
//
// The same write as in std-map-value, which ASan and Valgrind are said to catch. They know which bytes
// are allocated, not to whom, and among many nodes the byte belongs to another value. With glibc and with
// ASan two nodes of this size are 256 bytes apart, gap included, so it is the first byte of the fourth
// value from there; the allocators of MSan and Valgrind keep other distances and hit other bytes.
// (asan.go has the C++ instrumented, which -asan alone would not do.)
package main

/*
extern int overrun(void);
*/
import "C"

import "fmt"

func main() {
	if n := C.overrun(); n != 0 {
		fmt.Println("INTEROPFUZZ silent: values that have changed without being written:", n)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
