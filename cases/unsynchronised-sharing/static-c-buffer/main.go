// Title: Goroutines call a C function that answers in a static buffer
// Class: unsynchronised-sharing
// Guilty: go
// Expect: silent
// Expect valgrind: silent | clean
//
// Like strerror, ctime or inet_ntoa: the answer is good until the next call, of whatever thread. Two
// goroutines call at once, and one reads the other's answer. -race knows neither the buffer nor the C
// code that fills it. Valgrind runs one thread at a time and seldom switches within a call.
package main

/*
#cgo CFLAGS: -O0
#include <stdio.h>

static const char *describe(int code) {
	static char text[32];
	snprintf(text, sizeof text, "code %d", code);
	return text;
}
*/
import "C"

import (
	"fmt"
	"runtime"
	"time"
)

func check(code int, answer chan<- bool) {
	want := fmt.Sprint("code ", code)
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end); {
		for i := 0; i < 1000; i++ {
			if C.GoString(C.describe(C.int(code))) != want { // GUILTY
				answer <- false
				return
			}
		}
	}
	answer <- true
}

func main() {
	runtime.GOMAXPROCS(4)
	answer := make(chan bool, 4)
	for i := 1; i <= 4; i++ {
		go check(i*11111, answer)
	}
	if !<-answer {
		fmt.Println("INTEROPFUZZ silent: the text belongs to another call")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
