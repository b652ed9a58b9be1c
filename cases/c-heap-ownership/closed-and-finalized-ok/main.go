// Title: Close marks that the C block is gone, and the finalizer looks
// Class: c-heap-ownership
// Expect: clean
//
// The right way: one of the two frees. Close leaves nil behind; runtime.SetFinalizer(t, nil) in Close
// would do as well.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>

struct table { long rows[16]; };

static struct table *table_new(void) { return calloc(1, sizeof(struct table)); }
static void table_free(struct table *t) { free(t); }
*/
import "C"

import (
	"fmt"
	"runtime"
	"time"
)

type table struct{ c *C.struct_table }

var finalized = make(chan bool, 1)

func open() *table {
	t := &table{C.table_new()}
	runtime.SetFinalizer(t, func(t *table) {
		if t.c != nil {
			C.table_free(t.c)
		}
		finalized <- true
	})
	return t
}

func (t *table) close() {
	C.table_free(t.c)
	t.c = nil
}

//go:noinline
func use() { open().close() }

func main() {
	// The thread of main frees first, never the finalizer's.
	runtime.LockOSThread()
	use()
	for i := 0; i < 100; i++ {
		runtime.GC()
		select {
		case <-finalized:
			fmt.Println("finalized")
			return
		case <-time.After(10 * time.Millisecond):
		}
	}
	fmt.Println("the finalizer did not run")
}
