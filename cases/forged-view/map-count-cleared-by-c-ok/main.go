// Title: C asks Go to empty the map, by a result
// Class: forged-view
// Expect: clean
//
// Only Go code changes a map.
package main

/*
#cgo CFLAGS: -O0
static int should_reset(int entries) { return entries > 1; }
*/
import "C"

import "fmt"

func main() {
	m := make(map[string]int)
	m["key"] = 42
	if C.should_reset(C.int(len(m))) != 0 {
		for k := range m {
			delete(m, k)
		}
	}
	if value, ok := m["key"]; !ok || value != 42 {
		fmt.Println("INTEROPFUZZ silent: the map has lost its entry, and", len(m), "are left")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
