// Title: A goroutine puts a buffer back into a sync.Pool when it is done with it
// Class: unsynchronised-sharing
// Expect: clean
//
// Put is the last use.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

var pool = sync.Pool{New: func() any { return new([64]byte) }}

func send() {
	buf := pool.Get().(*[64]byte)
	for i := range buf {
		buf[i] = 's'
	}
	runtime.Gosched()
	buf[63] = '.'
	pool.Put(buf)
}

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
	runtime.GOMAXPROCS(1)
	done := make(chan bool)
	go func() {
		for i := 0; i < 1000; i++ {
			send()
		}
		close(done)
	}()
	for i := 0; i < 1000; i++ {
		if !count() {
			fmt.Println("INTEROPFUZZ silent: somebody wrote into the buffer in between")
			return
		}
	}
	<-done
	fmt.Println("INTEROPFUZZ clean")
}
