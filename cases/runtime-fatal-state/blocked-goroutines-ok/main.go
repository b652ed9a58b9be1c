// Title: Goroutines send their answer into a channel with room for it
// Class: runtime-fatal-state
// Expect: clean
//
// With a buffer of one the send never blocks, whether somebody reads or not.
package main

import (
	"fmt"
	"runtime"
	"time"
)

func request() {
	answer := make(chan *[1024]byte, 1)
	go func() { answer <- new([1024]byte) }()
}

func main() {
	goroutines := runtime.NumGoroutine()
	for i := 0; i < 2000; i++ {
		request()
	}
	for end := time.Now().Add(8 * time.Second); runtime.NumGoroutine() > goroutines && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
	}
	runtime.GC()
	if n := runtime.NumGoroutine() - goroutines; n > 0 {
		fmt.Println("INTEROPFUZZ silent: goroutines are left:", n)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
