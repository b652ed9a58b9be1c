// Title: C keeps a number for each Go buffer and Go keeps the buffers
// Class: bad-pointer-seen-by-runtime
// Expect: clean
//
// The right way: Go owns the buffers in a table and C remembers the index only.
package main

/*
#cgo CFLAGS: -O0

enum { slots = 256 };

static int slot[slots];

static void remember(int i, int number) {
	slot[i] = number;
}

static int recall(int i) {
	return slot[i];
}
*/
import "C"

import (
	"fmt"
	"runtime"
)

// buffer is large enough for a span of its own.
type buffer [64 << 10]byte

func fill() []*buffer {
	buffers := make([]*buffer, C.slots)
	for i := range buffers {
		buffers[i] = new(buffer)
		C.remember(C.int(i), C.int(i))
	}
	return buffers
}

func main() {
	buffers := fill()
	runtime.GC()
	recalled := make([]*buffer, C.slots)
	for i := range recalled {
		recalled[i] = buffers[C.recall(C.int(i))]
	}
	runtime.GC()
	fmt.Println(len(recalled), "buffers recalled")
	runtime.KeepAlive(recalled)
}
