// Title: every request leaves a C buffer of 256 KB behind
// Class: c-heap-ownership
// Guilty: go
// Expect: silent
// Expect go>=1.25, asan: lsan/leak
// Expect qemu-user, go>=1.25, asan: silent
//
// C's memory grows where neither MemStats nor a heap profile counts it: HeapAlloc stays as it is while
// the resident set of the process rises. These two figures side by side tell a C leak from all leaks
// of Go. LeakSanitizer, from 1.25 on at the exit of an -asan program, finds the blocks.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>
#include <string.h>

static volatile long sum;

static void request(void *buffer, size_t size) {
	memset(buffer, 1, size);
	sum += ((volatile char *)buffer)[size - 1];
}
*/
import "C"

import (
	"fmt"
	"os"
	"runtime"
)

const requests, size = 200, 256 << 10

func handle() {
	buffer := C.malloc(size) // GUILTY
	C.request(buffer, size)
}

// resident reads how much memory of the process is resident, in KiB.
func resident() (kib int64) {
	var total, pages int64
	if text, err := os.ReadFile("/proc/self/statm"); err == nil {
		fmt.Sscan(string(text), &total, &pages)
	}
	return pages * int64(os.Getpagesize()) >> 10
}

func main() {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	residentBefore := resident()
	for i := 0; i < requests; i++ {
		handle()
	}
	grown := resident() - residentBefore
	runtime.ReadMemStats(&after)
	fmt.Println("resident set grown by KiB", grown, "Go heap grown by KiB", (int64(after.HeapAlloc)-int64(before.HeapAlloc))>>10)
	if grown > requests*size>>11 {
		fmt.Println("INTEROPFUZZ silent: C leak: the process grows and the Go heap does not")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
