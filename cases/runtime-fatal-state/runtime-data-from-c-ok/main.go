// Title: Go tells C what it may know of the heap
// Class: runtime-fatal-state
// Expect: clean
// Build: apart
//
// The right way: runtime.ReadMemStats on the Go side, and a number as the argument.
package main

/*
#cgo CFLAGS: -O0

static int heap_known(unsigned long long bytes) {
	return bytes != 0;
}
*/
import "C"

import (
	"fmt"
	"runtime"
)

func main() {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	fmt.Println("heap known:", C.heap_known(C.ulonglong(stats.HeapSys)))
}
