// Title: Goroutines call a C function that answers in a buffer of the caller
// Class: unsynchronised-sharing
// Expect: clean
//
// Each call has its own buffer, like strerror_r or ctime_r.
package main

/*
#cgo CFLAGS: -O0
#include <stdio.h>

static void describe(int code, char *text, size_t size) { snprintf(text, size, "code %d", code); }
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

func check(code int, answer chan<- bool) {
	want := fmt.Sprint("code ", code)
	for i := 0; i < 1000; i++ {
		var text [32]byte
		C.describe(C.int(code), (*C.char)(unsafe.Pointer(&text[0])), C.size_t(len(text)))
		if string(text[:len(want)]) != want {
			answer <- false
			return
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
	for i := 1; i <= 4; i++ {
		if !<-answer {
			fmt.Println("INTEROPFUZZ silent: the text belongs to another call")
			return
		}
	}
	fmt.Println("INTEROPFUZZ clean")
}
