// Title: One goroutine writes a map while another one reads it, with a lock
// Class: unsynchronised-sharing
// Expect: clean
//
// sync.RWMutex for both sides.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	runtime.GOMAXPROCS(4)
	var lock sync.RWMutex
	m := map[int]int{}
	for i := 0; i < 64; i++ {
		m[i] = i
	}
	done := make(chan bool)
	go func() {
		for i := 0; i < 10000; i++ {
			lock.Lock()
			m[i%64] = i % 64
			lock.Unlock()
		}
		close(done)
	}()
	for i := 0; i < 10000; i++ {
		lock.RLock()
		v := m[i%64]
		lock.RUnlock()
		if v != i%64 {
			fmt.Println("INTEROPFUZZ silent: entry", i%64, "is", v)
			return
		}
	}
	<-done
	fmt.Println("INTEROPFUZZ clean")
}
