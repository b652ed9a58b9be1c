// Title: A buffer from a sync.Pool is kept in a variable until C has unregistered it
// Class: c-retains-go-memory
// Expect: clean
// Needs: go>=1.21
//
// The subscription holds the buffer, pins it, and puts it back when the C side is done with it.
package main

/*
#cgo CFLAGS: -O0
#include <stddef.h>

static const char *context;
static size_t context_size;

static void register_callback(const char *p, size_t n) {
	context = p;
	context_size = n;
}

static int event(void) { return context[0]; }
*/
import "C"

import (
	"fmt"
	"runtime"
	"sync"
	"unsafe"
)

const room = 1024

//go:noinline
func newBuffer() []byte { return make([]byte, 0, room) }

var pool = sync.Pool{New: func() any { return newBuffer() }}

type subscription struct {
	buf    []byte
	pinner runtime.Pinner
}

//go:noinline
func subscribe() *subscription {
	s := &subscription{buf: append(pool.Get().([]byte)[:0], "hello"...)}
	s.pinner.Pin(&s.buf[0])
	C.register_callback((*C.char)(unsafe.Pointer(&s.buf[0])), C.size_t(len(s.buf)))
	return s
}

func (s *subscription) cancel() {
	C.register_callback(nil, 0)
	s.pinner.Unpin()
	pool.Put(s.buf)
}

func main() {
	s := subscribe()
	defer s.cancel()
	runtime.GC()
	early := C.event()

	var others [][]byte
	for i := 0; i < 1000; i++ {
		others = append(others, append(newBuffer(), "other"...))
	}
	late := C.event()
	runtime.KeepAlive(others)
	if early != 'h' || late != 'h' {
		fmt.Printf("INTEROPFUZZ silent: the event found a context that begins with %d, then %d\n", early, late)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
