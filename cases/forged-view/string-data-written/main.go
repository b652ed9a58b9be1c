//go:build go1.21

// Title: A string is changed in place through unsafe.StringData
// Class: forged-view
// Guilty: go
// Expect: silent
// Needs: go>=1.21
//
// StringData gives a pointer to bytes that must not change. Whoever shares them changes along: here a
// map key. The entry sits where its old bytes belong, so neither the old nor the new key finds it. The
// memory is ordinary heap memory to each tool. (A constant would lie in read-only memory, and the write
// would end the program: see constant-string-written-by-c.)
package main

import (
	"fmt"
	"unsafe"
)

//go:noinline
func capitalise(s string) {
	*unsafe.StringData(s) = 'K' // GUILTY
}

func main() {
	m := make(map[string]int)
	for i := 0; i < 100; i++ {
		m[fmt.Sprint("key ", i)] = i
	}
	for key := range m {
		capitalise(key)
	}
	found := 0
	for i := 0; i < 100; i++ {
		if _, ok := m[fmt.Sprint("key ", i)]; ok {
			found++
		}
	}
	if found != 100 {
		fmt.Println("INTEROPFUZZ silent: of", len(m), "keys a lookup finds", found)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
