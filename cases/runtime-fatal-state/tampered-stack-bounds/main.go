// Title: the upper bound of a goroutine's stack is set to 0
// Class: runtime-fatal-state
// Guilty: go
// Claims: S3-02
// Expect: go-fatal/stack-overflow
// Needs: go>=1.26
// Tampers: g.stack.hi
//
// No release has a text "stack growth failed". With an upper bound of 0 the size of the stack comes
// out as a number near 2 to the 64th, twice that is beyond the limit, and newstack throws "stack
// overflow" as for a recursion without end.
package main

import (
	"fmt"
	"unsafe"
)

//go:linkname allgs runtime.allgs
var allgs []unsafe.Pointer

//go:noinline
func deep(n int) int {
	var block [1024]byte
	block[n%len(block)] = 1
	if n == 0 {
		return 0
	}
	return deep(n-1) + int(block[n%len(block)])
}

func main() {
	*(*uintptr)(unsafe.Add(allgs[0], 8)) = 0 // GUILTY g.stack.hi
	fmt.Println("depth", deep(500))
}
