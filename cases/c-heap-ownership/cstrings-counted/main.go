// Title: C strings that are never freed fill the memory, and the Go heap stays small
// Class: c-heap-ownership
// Guilty: go
// Claims: S2-22
// Expect: silent
// Expect go>=1.25, asan: lsan/leak
// Expect qemu-user, go>=1.25, asan: silent
//
// 40 MiB of C strings, in a program whose Go heap has less than a tenth of that. The collector neither
// frees them nor is driven to run by them, and MemStats does not count them: only the size of the process
// tells, as the operating system sees it. From 1.25 on -asan checks for leaks at exit; of so many strings
// it finds some, as the collection has overwritten what still referred to them (see cstring-in-loop).
package main

/*
#include <stdlib.h>
*/
import "C"

import (
	"fmt"
	"os"
	"runtime"
	"strings"
)

// resident is the resident memory of the process in bytes.
func resident() int {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		panic(err)
	}
	var total, pages int
	fmt.Sscan(string(text), &total, &pages)
	return pages * os.Getpagesize()
}

func main() {
	const count, size = 20000, 2048
	text := strings.Repeat("x", size-1)
	before := resident()
	for i := 0; i < count; i++ {
		C.CString(text) // GUILTY
	}
	runtime.GC()
	grown := resident() - before
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	if grown > count*size*3/4 && stats.HeapAlloc < count*size/10 {
		fmt.Printf("INTEROPFUZZ silent: %d MiB have gone, and the Go heap has %d MiB\n", grown>>20, stats.HeapAlloc>>20)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
