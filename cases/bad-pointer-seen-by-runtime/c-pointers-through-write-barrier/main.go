// Title: pointers to C memory are stored into the Go heap while the collector marks
// Class: bad-pointer-seen-by-runtime
// Guilty: unknown
// Claims: S3-03
// Expect: clean
//
// The claim was a fatal error "write barrier pointer not in heap". There is no such text, and the
// write barrier's buffer is flushed through the same look-up as everything else: what is in no arena
// is left out. Four goroutines store C pointers, nil and Go pointers into the same fields during
// collections, and nothing happens.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>
*/
import "C"

import (
	"fmt"
	"runtime"
	"sync"
	"unsafe"
)

func main() {
	c := (*int64)(C.malloc(64))
	*c = 7
	var writers sync.WaitGroup
	wrong := make(chan int64, 4)
	for i := 0; i < 4; i++ {
		writers.Add(1)
		go func() {
			defer writers.Done()
			fields := make([]*int64, 1000)
			for k := 0; k < 10000; k++ {
				f := &fields[k%len(fields)]
				switch k % 3 {
				case 0:
					*f = c
				case 1:
					*f = nil
				default:
					*f = new(int64)
					**f = 7
				}
			}
			for _, f := range fields {
				if f != nil && *f != 7 {
					wrong <- *f
					return
				}
			}
		}()
	}
	for i := 0; i < 10; i++ {
		runtime.GC()
	}
	writers.Wait()
	C.free(unsafe.Pointer(c))
	if len(wrong) > 0 {
		fmt.Println("INTEROPFUZZ silent: a field's value has changed")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
