// Title: recover stands around a C call that dereferences NULL
// Class: native-control-escape
// Guilty: c
// Claims: S3-24
// Expect: signal/in-c/SIGSEGV
// Expect asan: asan/SEGV
// Expect msan: msan/SEGV
// Expect valgrind: valgrind/invalid-read
//
// A nil dereference in Go is a panic; the same in C is a SIGSEGV whose program counter is not in Go
// code. The runtime cannot unwind C, so it writes its dump ("signal arrived during cgo execution") and
// exits with 2: neither recover nor debug.SetPanicOnFault changes that. ASan and MSan take the signal
// first and name the line.
package main

/*
#cgo CFLAGS: -O0
#include <stddef.h>

typedef struct {
	int fd;
} conn;

static int conn_fd(conn *c) {
	return c->fd; // GUILTY
}
*/
import "C"

import (
	"fmt"
	"runtime/debug"
)

func fd(c *C.conn) (n C.int, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("no connection: %v", r)
		}
	}()
	return C.conn_fd(c), nil
}

func main() {
	fmt.Println(fd(nil))
}
