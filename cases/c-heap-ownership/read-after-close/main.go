// Title: Go reads a field of a C struct after C has freed it
// Class: c-heap-ownership
// Guilty: go
// Claims: S2-26
// Expect: silent
// Expect asan: asan/heap-use-after-free
// Expect msan: msan/use-of-uninitialized-value
// Expect valgrind: valgrind/invalid-read
//
// The block is still mapped after free, so the read succeeds. glibc has put its own list pointers into
// the first 16 bytes, and retries is among them: the value is wrong and nothing says so. A field
// further on would still hold the old value, which is why such code seems to work. With -asan and
// -msan the Go code is instrumented too, so the load in Go is checked against what the C allocator
// says: freed, and in MSan's words uninitialised. Valgrind sees every load of the process. The race
// detector, checkptr and cgocheck2 know nothing of C's heap.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>

typedef struct {
	long retries;
	long timeout_ms;
	char host[48];
} config;

static config *config_open(long retries) {
	config *c = calloc(1, sizeof *c);
	c->retries = retries;
	return c;
}

static void config_close(config *c) {
	free(c);
}
*/
import "C"

import (
	"fmt"
	"runtime"
)

func main() {
	// malloc keeps a freed block in a list of the thread that freed it: stay on one thread.
	runtime.LockOSThread()
	cfg := C.config_open(7)
	C.config_close(cfg)
	if got := cfg.retries; got != 7 { // GUILTY
		fmt.Println("INTEROPFUZZ silent: retries was set to 7 and reads as something else after config_close")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
