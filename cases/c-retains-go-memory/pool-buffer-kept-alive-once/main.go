// Title: C keeps a buffer from a sync.Pool, which runtime.KeepAlive is to protect
// Class: c-retains-go-memory
// Guilty: go
// Claims: S4-13
// Expect: silent
// Expect asan: asan/use-after-poison
// Expect msan: msan/use-of-uninitialized-value
//
// Said to be the safe way. KeepAlive keeps the buffer until the line where it stands, which is the end
// of the function that registers; the callback comes later. A buffer that was taken out of a pool and
// not put back is not the pool's, either. So it is collected, C reads it once as a free place (asan and
// msan see that), and once as another buffer.
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

//go:noinline
func subscribe() uintptr {
	buf := pool.Get().([]byte)[:0]
	buf = append(buf, "hello"...)
	p := (*C.char)(unsafe.Pointer(&buf[0]))
	C.register_callback(p, C.size_t(len(buf)))
	runtime.KeepAlive(buf) // GUILTY
	return uintptr(unsafe.Pointer(p))
}

func main() {
	var others [][]byte
	for i := 0; i < 8; i++ {
		others = append(others, append(newBuffer(), "other"...))
	}
	address := subscribe()
	for i := 0; i < 8; i++ {
		others = append(others, append(newBuffer(), "other"...))
	}
	runtime.GC()
	early := C.event()

	for i := 0; i < 4000; i++ {
		b := append(newBuffer(), "other"...)
		others = append(others, b)
		if uintptr(unsafe.Pointer(&b[0])) == address {
			break
		}
	}
	late := C.event()
	runtime.KeepAlive(others)
	if early != 'h' || late != 'h' {
		fmt.Printf("INTEROPFUZZ silent: the event found a context that begins with %d, then %d\n", early, late)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
