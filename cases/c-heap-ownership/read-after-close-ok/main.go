// Title: Go copies the field out of the C struct before C frees it
// Class: c-heap-ownership
// Expect: clean
//
// The right way: take what is needed while the block is still owned, then close it and let go of the
// pointer.
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
	runtime.LockOSThread()
	cfg := C.config_open(7)
	got := cfg.retries
	C.config_close(cfg)
	if got != 7 {
		fmt.Println("INTEROPFUZZ silent: retries was set to 7 and reads as something else")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
