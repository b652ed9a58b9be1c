// Title: unsafe.Slice is given a length in bytes where elements are counted
// Class: forged-view
// Guilty: go
// Claims: S4-30
// Expect: silent
// Expect checkptr|race|asan|msan: go-fatal/checkptr-unsafe-slice
//
// The view has twice the length of its frame, and C clears the neighbour as well. unsafe.Slice
// itself refuses only negative or absurd lengths. With checkptr it also asks whether the end lies
// in the same object, and so stops the program before C is called, under race, asan and msan as
// well. cgocheck asks about pointers, not lengths.
package main

/*
#cgo CFLAGS: -O0
#include <stddef.h>
#include <stdint.h>

static void clear_samples(uint16_t *p, size_t n) {
	for (size_t i = 0; i < n; i++)
		p[i] = 0;
}
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

type frame struct{ samples [512]uint16 }

//go:noinline
func newFrame() *frame {
	f := new(frame)
	for i := range f.samples {
		f.samples[i] = 7
	}
	return f
}

func main() {
	// Frames that lie next to each other in memory.
	var frames []*frame
	for i := 0; i < 64; i++ {
		frames = append(frames, newFrame())
	}
	f := frames[20]
	samples := unsafe.Slice(&f.samples[0], unsafe.Sizeof(f.samples)) // GUILTY
	C.clear_samples((*C.uint16_t)(&samples[0]), C.size_t(len(samples)))

	for i, other := range frames {
		if other != f && other.samples[0] != 7 {
			fmt.Println("INTEROPFUZZ silent: clearing one frame has cleared its neighbour:", i)
			return
		}
	}
	runtime.KeepAlive(frames)
	fmt.Println("INTEROPFUZZ clean")
}
