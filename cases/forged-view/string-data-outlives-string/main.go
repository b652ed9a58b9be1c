//go:build go1.21

// Title: The result of unsafe.StringData is used when the string is gone
// Class: forged-view
// Guilty: unknown
// Claims: S4-02
// Expect: clean
// Needs: go>=1.21
//
// Said to dangle when the collector takes the string, and to need runtime.KeepAlive. It does not: the
// result is a *byte into the string's memory, a reference like any other, and keeps it alive.
package main

import (
	"fmt"
	"runtime"
	"unsafe"
)

//go:noinline
func data() *byte {
	s := fmt.Sprintf("%01024d", 7)
	return unsafe.StringData(s)
}

func main() {
	p := data()
	runtime.GC()
	var others []string
	for i := 0; i < 1000; i++ {
		others = append(others, fmt.Sprintf("%1024d", i))
	}
	text := unsafe.String(p, 1024)
	runtime.KeepAlive(others)
	if text[0] != '0' || text[1023] != '7' {
		fmt.Printf("INTEROPFUZZ silent: the string is %q\n", text[:8])
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
