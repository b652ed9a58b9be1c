// Title: A goroutine publishes a pointer with an atomic store
// Class: unsynchronised-sharing
// Expect: clean
//
// What was written before the store is there after the load.
package main

import (
	"fmt"
	"runtime"
	"sync/atomic"
)

var p atomic.Pointer[int]

//go:noinline
func writer() {
	s := []int{1, 2, 3}
	p.Store(&s[0])
}

func main() {
	go writer()
	q := p.Load()
	for q == nil {
		runtime.Gosched()
		q = p.Load()
	}
	runtime.GC()
	if *q != 1 {
		fmt.Println("INTEROPFUZZ silent: the first number is", *q)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
