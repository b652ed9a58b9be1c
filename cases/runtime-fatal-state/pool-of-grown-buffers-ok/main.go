// Title: buffers that have grown too large do not go back to the pool
// Class: runtime-fatal-state
// Expect: clean
//
// The right way: a limit on what is kept.
package main

import (
	"fmt"
	"runtime"
)

const buffers = 64

var pool = make(chan []byte, buffers)

func request(size int) {
	buf := <-pool
	for cap(buf) < size {
		buf = make([]byte, 0, size)
	}
	buf = buf[:size]
	buf[0] = 1
	if cap(buf) > 4<<10 {
		buf = make([]byte, 0, 1<<10)
	}
	pool <- buf[:0]
}

func main() {
	for i := 0; i < buffers; i++ {
		pool <- make([]byte, 0, 1<<10)
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i := 0; i < buffers*100; i++ {
		size := 1 << 10
		if i%101 == 0 {
			size = 512 << 10
		}
		request(size)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	grown := (int64(after.HeapAlloc) - int64(before.HeapAlloc)) >> 10
	fmt.Println("heap grown by KiB", grown, "objects", after.HeapObjects)
	if grown > 16<<10 {
		fmt.Println("INTEROPFUZZ silent: pool growth: the pool keeps large buffers for small requests")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
