// Title: C returns an error code as a pointer and a growing Go stack meets it
// Class: bad-pointer-seen-by-runtime
// Guilty: boundary
// Claims: S0-02, S0-03, S0-10
// Expect: go-fatal/invalid-pointer-on-stack
//
// Old C interfaces return either a pointer or a small number in its place. In C that is harmless until
// somebody follows it. In Go the variable is a pointer: when the stack grows, every pointer in the
// frame is adjusted, and one below 4096 that is not nil makes the runtime throw ("runtime: bad pointer
// in frame main.main"). The check that follows would have been right, but comes too late. Without the
// deep call in between, the program would run. All instruments see the same, as it is the runtime
// itself that looks. No memory is touched, so no sanitizer has anything to add.
package main

/*
#cgo CFLAGS: -O0
#include <stddef.h>
#include <stdint.h>

typedef struct {
	int fd;
} conn;

static conn the_conn;

// conn_open returns a connection, or a value up to 32 that says why there is none.
static conn *conn_open(int port) {
	the_conn.fd = port;
	return port > 0 ? &the_conn : (conn *)(uintptr_t)2;
}
*/
import "C"

import (
	"fmt"
	"unsafe"
)

// prepare needs more stack than a goroutine starts with.
//
//go:noinline
func prepare(n int) int {
	var block [1024]byte
	block[n%len(block)] = 1
	if n == 0 {
		return int(block[0])
	}
	return prepare(n-1) + int(block[n%len(block)])
}

func main() {
	c := C.conn_open(0) // GUILTY
	steps := prepare(200)
	if uintptr(unsafe.Pointer(c)) <= 32 {
		fmt.Println("no connection: error", uintptr(unsafe.Pointer(c)), "after", steps, "steps")
		return
	}
	fmt.Println("connected:", c.fd)
}
