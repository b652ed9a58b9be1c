// Title: A pointer is written into the bytes of a message, which the collector does not scan
// Class: hidden-reference
// Guilty: go
// Expect: silent
// Expect asan: asan/use-after-poison
// Expect msan: msan/use-of-uninitialized-value
//
// A []byte is allocated as memory without pointers. What is written into it keeps nothing alive,
// however the pointer got there. The request is collected, C still finds its old content, and then
// finds another request. cgocheck searches the buffer for pointers only where its type may hold
// some, so the call passes; checkptr is content too, for the cast stays inside the buffer and is
// aligned. asan and msan report the read that happens between the collection and the next use of
// the place; afterwards it is ordinary memory again. Valgrind is silent: the runtime tells it which
// objects are allocated, but not, up to Go 1.27, which ones are collected.
package main

/*
#cgo CFLAGS: -O0
#include <string.h>

// The receiver of the message: it takes the pointer out of the bytes and follows it.
static long request_id(const unsigned char *msg) {
	long *request;
	memcpy(&request, msg, sizeof request);
	return *request;
}
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

type request struct {
	id   int
	body [1000]byte
}

// pack stores the pointer in memory that was allocated as plain bytes.
//
//go:noinline
func pack(msg []byte) {
	r := &request{id: 41}
	*(**request)(unsafe.Pointer(&msg[0])) = r // GUILTY
}

//go:noinline
func id(msg []byte) int {
	return int(C.request_id((*C.uchar)(&msg[0])))
}

func main() {
	msg := make([]byte, 64)
	var others []*request
	for i := 0; i < 8; i++ {
		others = append(others, &request{id: 1000 + i})
	}
	pack(msg)
	for i := 0; i < 8; i++ {
		others = append(others, &request{id: 2000 + i})
	}
	runtime.GC()
	early := id(msg)

	for i := 0; i < 4000; i++ {
		r := &request{id: 3000 + i}
		others = append(others, r)
		if uintptr(unsafe.Pointer(r)) == *(*uintptr)(unsafe.Pointer(&msg[0])) {
			break
		}
	}
	late := id(msg)
	runtime.KeepAlive(others)
	if early != 41 || late != 41 {
		fmt.Printf("INTEROPFUZZ silent: the request in the message has id %d, then %d, and was packed with 41\n", early, late)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
