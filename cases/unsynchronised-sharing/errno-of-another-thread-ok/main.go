// Title: errno is taken as the second result of the C call
// Class: unsynchronised-sharing
// Expect: clean
//
// cgo reads errno on the thread of the call, before anything else can happen there.
package main

/*
#cgo CFLAGS: -O0
#include <errno.h>

static int fail(int code) {
	errno = code;
	return -1;
}
*/
import "C"

import (
	"fmt"
	"runtime"
	"syscall"
)

func ask(code C.int, turn chan bool, answer chan<- bool) {
	for i := 0; i < 1000; i++ {
		_, err := C.fail(code)
		select {
		case turn <- true:
		case <-turn:
		default:
			runtime.Gosched()
		}
		if err != syscall.Errno(code) {
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
	for i := 1; i <= 8; i++ {
		if !<-answer {
			fmt.Println("INTEROPFUZZ silent: errno is not that of the call before")
			return
		}
	}
	fmt.Println("INTEROPFUZZ clean")
}
