// Command allocates makes garbage, and a stack that grows and shrinks.
package main

import (
	"runtime"
	"time"
)

var sink []byte

func deep(n int) byte {
	var frame [256]byte
	frame[n%256] = byte(n)
	if n == 0 {
		return 0
	}
	return deep(n-1) + frame[n%256]
}

func main() {
	grown, done := make(chan byte), make(chan bool)
	go func() {
		grown <- deep(10000)
		<-done
	}()
	<-grown
	for i := 0; i < 400; i++ {
		sink = make([]byte, 256<<10)
		sink[i] = 1
		if i%100 == 0 {
			runtime.Gosched()
			time.Sleep(time.Millisecond)
		}
	}
	done <- true
}
