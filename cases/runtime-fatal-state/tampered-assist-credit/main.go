// Title: a goroutine's assist credit is set to the largest number
// Class: runtime-fatal-state
// Guilty: go
// Claims: S3-12
// Expect: clean
// Needs: go>=1.26
// Tampers: g.gcAssistBytes
//
// The claim was that the credit of a goroutine runs over and that this is a fatal error. With the
// largest number there is (each collection pays some more on top), the goroutine merely does not
// assist. No release has a text "overshot assist credit".
package main

import (
	"fmt"
	"math"
	"runtime"
	"unsafe"
)

//go:linkname allgs runtime.allgs
var allgs []unsafe.Pointer

var sink []byte

func main() {
	credit := (*int64)(unsafe.Add(allgs[0], 440))
	for i := 0; i < 20; i++ {
		*credit = math.MaxInt64 // GUILTY g.gcAssistBytes
		go runtime.GC()
		for k := 0; k < 100; k++ {
			sink = make([]byte, 64<<10)
		}
	}
	fmt.Println("INTEROPFUZZ clean")
}
