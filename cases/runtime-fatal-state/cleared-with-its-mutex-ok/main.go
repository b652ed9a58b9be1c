// Title: C clears the counters only and never sees the mutex
// Class: runtime-fatal-state
// Expect: clean
//
// The right way: C is given the plain data, not the struct around it that belongs to Go.
package main

/*
#cgo CFLAGS: -O0
#include <stddef.h>
#include <string.h>

static void stats_clear(void *stats, size_t size) {
	memset(stats, 0, size);
}
*/
import "C"

import (
	"fmt"
	"sync"
	"unsafe"
)

type stats struct {
	mu    sync.Mutex
	calls [16]uint64
}

func (s *stats) reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	C.stats_clear(unsafe.Pointer(&s.calls), C.size_t(unsafe.Sizeof(s.calls)))
}

func main() {
	s := new(stats)
	s.calls[0] = 1
	s.reset()
	fmt.Println("calls", s.calls[0])
}
