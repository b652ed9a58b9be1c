// Title: C clears a Go struct and with it the mutex that is held inside
// Class: runtime-fatal-state
// Guilty: boundary
// Expect: go-fatal/unlock-of-unlocked
//
// The struct holds no Go pointers and C stays inside of it, so neither the cgo checks nor a sanitizer
// object. But a held sync.Mutex is data like any other: zeroed it is an unlocked one, and the deferred
// Unlock is fatal. It cannot be recovered. Had another goroutine waited for the mutex, it would wait
// for ever.
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
	C.stats_clear(unsafe.Pointer(s), C.size_t(unsafe.Sizeof(*s))) // GUILTY
}

func main() {
	s := new(stats)
	s.calls[0] = 1
	s.reset()
	fmt.Println("calls", s.calls[0])
}
