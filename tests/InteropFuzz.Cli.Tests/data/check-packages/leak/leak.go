// Package leak forgets a block of C.
package leak

/*
#cgo CFLAGS: -O0
#include <stdlib.h>

static void *make(int n) { return malloc(n); }
static void lose(void) { volatile char *p = make(100); p = 0; }
*/
import "C"

// Keep makes a block and frees it.
func Keep() { C.free(C.make(10)) }

// Lose makes a block and forgets it.
func Lose() { C.lose() }
