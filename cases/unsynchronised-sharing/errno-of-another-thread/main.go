// Title: errno is fetched with a second C call, which may run on another thread
// Class: unsynchronised-sharing
// Guilty: go
// Expect: silent
//
// errno belongs to a thread, and a goroutine may be on another one at its next C call. Here eight
// of them wait for each other between the two calls, so that sooner or later one goes on elsewhere and
// finds the errno of somebody else's call. The memory is in order, so no tool sees it.
package main

/*
#cgo CFLAGS: -O0
#include <errno.h>

static void fail(int code) { errno = code; }
static int last_error(void) { return errno; }
*/
import "C"

import (
	"fmt"
	"runtime"
	"time"
)

// ask fails in C with a code of its own, waits for another one, and asks what the code was.
func ask(code C.int, turn chan bool, answer chan<- bool) {
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end); {
		C.fail(code)
		select {
		case turn <- true:
		case <-turn:
		}
		if C.last_error() != code { // GUILTY
			answer <- false
			return
		}
	}
	answer <- true
}

func main() {
	runtime.GOMAXPROCS(4)
	turn, answer := make(chan bool), make(chan bool, 8)
	for i := 1; i <= 8; i++ {
		go ask(C.int(i), turn, answer)
	}
	if !<-answer {
		fmt.Println("INTEROPFUZZ silent: errno is not that of the call before")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
