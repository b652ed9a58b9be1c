// Title: Go looks at the pointer before it calls C
// Class: native-control-escape
// Expect: clean
//
// The right way: what C cannot bear is checked where an error can still be returned.
package main

/*
#cgo CFLAGS: -O0
#include <stddef.h>

typedef struct {
	int fd;
} conn;

static int conn_fd(conn *c) {
	return c == NULL ? -1 : c->fd;
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
