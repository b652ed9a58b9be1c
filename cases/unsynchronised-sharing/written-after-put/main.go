// Title: A goroutine goes on writing into a buffer that it has put back into a sync.Pool
// Class: unsynchronised-sharing
// Guilty: go
// Claims: S4-15
// Expect: silent
// Expect race: tsan/data-race
//
// The pool gives the buffer to the other goroutine while the first one is still at it. Memory and
// lifetime are in order, so only -race has something to say: it knows that Put and Get order what comes
// before the one and after the other, and the write stands after the Put.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"time"
)

var pool = sync.Pool{New: func() any { return new([64]byte) }}

// send fills a buffer, hands it back, and then fills in what it had forgotten.
func send() {
	buf := pool.Get().(*[64]byte)
	for i := range buf {
		buf[i] = 's'
	}
	pool.Put(buf)
	runtime.Gosched()
	buf[63] = '.' // GUILTY
}

// count takes a buffer for itself, and looks whether it stays what it makes of it.
func count() bool {
	buf := pool.Get().(*[64]byte)
	defer pool.Put(buf)
	for i := range buf {
		buf[i] = 'c'
	}
	runtime.Gosched()
	for _, b := range buf {
		if b != 'c' {
			return false
		}
	}
	return true
}

func main() {
	// One processor, one pool: the next to come gets what was put back last.
	runtime.GOMAXPROCS(1)
	end := time.Now().Add(8 * time.Second)
	go func() {
		for time.Now().Before(end) {
			send()
		}
	}()
	for time.Now().Before(end) {
		if !count() {
			fmt.Println("INTEROPFUZZ silent: somebody wrote into the buffer in between")
			return
		}
	}
	fmt.Println("INTEROPFUZZ clean")
}
