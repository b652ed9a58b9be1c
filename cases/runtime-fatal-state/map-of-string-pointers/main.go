// Title: Pointers to strings are the keys of a map
// Class: runtime-fatal-state
// Guilty: unknown
// Claims: S2-10
// Expect: clean
//
// Said to panic in Go 1.21.0 to 1.21.5, whose lookups take the pointer for a string. The compiler chooses
// the variants for strings by the type of the key, and a pointer is hashed by its address, in each
// release from 1.19 on that is tried here. (1.21 itself is not among them.)
package main

import (
	"fmt"
	"runtime"
)

func main() {
	m := make(map[*string]int)
	var keys []*string
	for i := 0; i < 1000; i++ {
		s := "hello"
		keys = append(keys, &s)
		m[&s] = i
	}
	runtime.GC()
	for i, key := range keys {
		if m[key] != i {
			fmt.Println("INTEROPFUZZ silent: key", i, "has the value", m[key])
			return
		}
	}
	if _, ok := m[new(string)]; ok {
		fmt.Println("INTEROPFUZZ silent: a key is found that was never set")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
