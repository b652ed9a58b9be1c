// Title: one large request makes every buffer of a pool large
// Class: runtime-fatal-state
// Guilty: go
// Expect: silent
//
// Buffers go back to the pool as large as they have become. Here each serves one large request at some
// time, so in the end they all are large, although the usual request needs 1 KB. A sync.Pool would be
// emptied by two collections; a free list of one's own, as here, never is. Figures: HeapAlloc is high
// and steady, HeapObjects is small: few and large objects.
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
	pool <- buf[:0] // GUILTY
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
