// Title: A string is changed in a copy of its bytes
// Class: forged-view
// Expect: clean
//
// The conversion to []byte copies, and so does the one back.
package main

import "fmt"

//go:noinline
func capitalise(s string) string {
	b := []byte(s)
	b[0] = 'K'
	return string(b)
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
