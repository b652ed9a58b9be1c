// Title: a few goroutines at a time block in C, the others wait in Go
// Class: runtime-fatal-state
// Expect: clean
//
// The right way: a goroutine that waits in Go costs no thread, one that waits in C does. A channel
// holds the number of blocking calls down.
package main

/*
#cgo CFLAGS: -O0
#include <poll.h>
#include <stddef.h>

static int wait_for_reply(int ms) {
	return poll(NULL, 0, ms);
}
*/
import "C"

import (
	"fmt"
	"runtime/debug"
	"sync"
)

func main() {
	debug.SetMaxThreads(20) // 10,000 without this
	slots := make(chan bool, 8)
	var replies sync.WaitGroup
	for i := 0; i < 30; i++ {
		replies.Add(1)
		go func() {
			defer replies.Done()
			slots <- true
			C.wait_for_reply(50)
			<-slots
		}()
	}
	replies.Wait()
	fmt.Println("all replied")
}
