// Title: a recursion of 100,000 calls with GOMAXPROCS=1
// Class: runtime-fatal-state
// Guilty: unknown
// Claims: S3-10
// Expect: clean
//
// The claim was that with one processor a goroutine recurses on the system stack of its thread (m->g0,
// of 32 KB) and tramples it from 800 calls on. GOMAXPROCS says how many goroutines run at a time, not
// on which stack: each has its own, which grows, and 100,000 calls of some 100 bytes need about 16 MB.
package main

import (
	"fmt"
	"runtime"
)

//go:noinline
func crashRecur(n int) int {
	if n <= 0 {
		return 0
	}
	return 1 + crashRecur(n-1)
}

func main() {
	runtime.GOMAXPROCS(1)
	for _, n := range []int{800, 801, 8000, 100000} {
		if got := crashRecur(n); got != n {
			fmt.Println("INTEROPFUZZ silent:", n, "calls counted as", got)
			return
		}
	}
	fmt.Println("INTEROPFUZZ clean")
}
