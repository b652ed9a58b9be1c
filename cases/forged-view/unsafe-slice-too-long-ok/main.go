// Title: unsafe.Slice is given the number of elements
// Class: forged-view
// Expect: clean
//
// The length of the array counts elements, as unsafe.Slice does.
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
	var frames []*frame
	for i := 0; i < 64; i++ {
		frames = append(frames, newFrame())
	}
	f := frames[20]
	samples := unsafe.Slice(&f.samples[0], len(f.samples))
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
