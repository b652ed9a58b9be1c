// Title: C returns its error code as a number and its pointer apart
// Class: bad-pointer-seen-by-runtime
// Expect: clean
//
// The right way: a Go pointer variable holds a pointer or nil. What may be a number stays a number
// until it has been looked at.
package main

/*
#cgo CFLAGS: -O0
#include <stddef.h>

typedef struct {
	int fd;
} conn;

static conn the_conn;

// conn_open returns 0 and a connection, or says why there is none.
static int conn_open(int port, conn **out) {
	the_conn.fd = port;
	*out = port > 0 ? &the_conn : NULL;
	return port > 0 ? 0 : 2;
}
*/
import "C"

import "fmt"

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
	var c *C.conn
	code := C.conn_open(0, &c)
	steps := prepare(200)
	if code != 0 {
		fmt.Println("no connection: error", code, "after", steps, "steps")
		return
	}
	fmt.Println("connected:", c.fd)
}
