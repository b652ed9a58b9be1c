// Title: C++ writes a kilobyte behind one of many values of a std::map, into another one
// Class: spatial-overrun
// Guilty: c
// Claims: S2-14cpp
// Expect: silent
//
// The same write as in std-map-value, which ASan and Valgrind are said to catch. They know which bytes
// are allocated, not to whom: 1024 is eight times the distance of two nodes, so the byte is the first one
// of another value, and valid. (The distance is 128 with glibc and with ASan, whose gap of 16 bytes fits
// in there.)
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
