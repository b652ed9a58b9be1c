// Title: the finalizer of a connection frees what a statement of C still needs
// Class: late-release
// Guilty: go
// Expect: silent
// Expect asan: asan/heap-use-after-free
// Expect msan: msan/use-of-uninitialized-value
// Expect valgrind: valgrind/invalid-read
//
// The statement knows its connection in C only, so for Go nothing keeps the connection's Go object
// alive: its finalizer runs while the statement is in use. That C objects refer to each other means
// nothing to the collector. glibc's own links in the freed block make the answer wrong; ASan, MSan and
// Valgrind know that the block is free.
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

type statement struct{ c *C.struct_statement }

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
	s := &statement{c: C.prepare(c.c)} // GUILTY
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
	for i := 0; i < 100; i++ {
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
