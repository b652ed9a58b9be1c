// Title: C++ writes into one of many values of a std::map
// Class: spatial-overrun
// Expect: clean
//
// Within sizeof(Data), only the chosen value can change.
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
