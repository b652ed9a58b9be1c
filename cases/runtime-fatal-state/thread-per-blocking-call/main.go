// Title: every goroutine blocks in C and so takes a thread, until the limit
// Class: runtime-fatal-state
// Guilty: go
// Expect: go-fatal/thread-exhaustion
//
// A call that blocks in C keeps its thread, and the scheduler starts another for the remaining
// goroutines. The default limit is 10,000 threads (or what the system allows, which ends differently);
// 20 stand for it here. Nothing is wrong with memory, so no instrument adds anything.
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
	var replies sync.WaitGroup
	for i := 0; i < 30; i++ {
		replies.Add(1)
		go func() {
			defer replies.Done()
			C.wait_for_reply(1500) // GUILTY
		}()
	}
	replies.Wait()
	fmt.Println("all replied")
}
