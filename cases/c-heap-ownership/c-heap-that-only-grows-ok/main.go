// Title: every request frees its C buffer
// Class: c-heap-ownership
// Expect: clean
//
// The right way: defer C.free in the line after C.malloc. (ASan keeps freed blocks for a while, up to
// 256 MB: the twin's buffers are of 16 KB, so that this does not count as growth.)
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

const requests, size = 200, 16 << 10

func handle() {
	buffer := C.malloc(size)
	defer C.free(buffer)
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
	if grown > 40<<10 {
		fmt.Println("INTEROPFUZZ silent: C leak: the process grows and the Go heap does not")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
