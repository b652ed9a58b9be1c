// Title: Close frees a C block and the finalizer frees it again
// Class: c-heap-ownership
// Guilty: go
// Expect: clean
// Expect asan: asan/double-free
// Expect valgrind: valgrind/invalid-free
//
// The finalizer is there for who forgets Close, and Close does not take it away. glibc notices a second
// free only in the lists of the thread that made the first one, and the finalizer runs on another: so
// the block stands in two lists, and two later calls of malloc will get it. ASan and Valgrind keep freed
// blocks aside and say where both frees were.
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
		C.table_free(t.c) // GUILTY
		finalized <- true
	})
	return t
}

func (t *table) close() {
	C.table_free(t.c)
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
