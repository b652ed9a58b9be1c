// Title: C++ writes into the value of a std::map
// Class: spatial-overrun
// Expect: clean
//
// The last byte of the value is sizeof - 1 behind the first.
package main

/*
extern int overrun(void);
*/
import "C"

import "fmt"

func main() {
	if C.overrun() != 1 {
		fmt.Println("INTEROPFUZZ silent: the value has changed")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
