// Title: a statement keeps its connection alive on the Go side, too
// Class: late-release
// Expect: clean
//
// The right way: Go objects refer to each other as their C parts do.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>

struct connection {
	long version;
	long pad[7];
};

struct statement {
	struct connection *on;
};

static struct connection *connect(long version) {
	struct connection *c = calloc(1, sizeof *c);
	c->version = version;
	return c;
}

static struct statement *prepare(struct connection *c) {
	struct statement *s = malloc(sizeof *s);
	s->on = c;
	return s;
}

static long execute(struct statement *s) {
	return s->on->version;
}
*/
import "C"

import (
	"fmt"
	"runtime"
	"time"
	"unsafe"
)

type connection struct{ c *C.struct_connection }

type statement struct {
	c  *C.struct_statement
	on *connection
}

var closed = make(chan bool, 1)

func connect() *connection {
	c := &connection{C.connect(7)}
	runtime.SetFinalizer(c, func(c *connection) {
		C.free(unsafe.Pointer(c.c))
		closed <- true
	})
	return c
}

func (c *connection) prepare() *statement {
	s := &statement{c: C.prepare(c.c), on: c}
	runtime.KeepAlive(c)
	return s
}

func (s *statement) execute() int {
	version := int(C.execute(s.c))
	runtime.KeepAlive(s)
	return version
}

// collect waits for the finalizer, for some time.
func collect() {
	for i := 0; i < 5; i++ {
		runtime.GC()
		select {
		case <-closed:
			return
		case <-time.After(10 * time.Millisecond):
		}
	}
}

func main() {
	s := connect().prepare()
	collect()
	version := s.execute()
	C.free(unsafe.Pointer(s.c))
	if version != 7 {
		fmt.Println("INTEROPFUZZ silent: the connection's version is 7 and was read as", version)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
