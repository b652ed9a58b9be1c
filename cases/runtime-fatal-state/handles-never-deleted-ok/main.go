// Title: a cgo.Handle is deleted when C is done with it
// Class: runtime-fatal-state
// Expect: clean
//
// The right way: every NewHandle has its Delete, here at the end of the call.
package main

/*
#cgo CFLAGS: -O0
#include <stdint.h>

static uintptr_t last;

static void submit(uintptr_t user_data) { last = user_data; }
*/
import "C"

import (
	"fmt"
	"runtime"
	"runtime/cgo"
)

const calls = 1000

func submit() {
	h := cgo.NewHandle(make([]byte, 16<<10))
	defer h.Delete()
	C.submit(C.uintptr_t(h))
}

func main() {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i := 0; i < calls; i++ {
		submit()
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	grown := (int64(after.HeapAlloc) - int64(before.HeapAlloc)) >> 10
	fmt.Println("heap grown by KiB", grown)
	if grown > 8000 {
		fmt.Println("INTEROPFUZZ silent: handle leak: the values of past calls are all there")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
