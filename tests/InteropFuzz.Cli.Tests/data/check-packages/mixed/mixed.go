// Package mixed has one fault of each kind that a test can meet, and tests around them that must not be hidden.
package mixed

/*
#cgo CFLAGS: -O0
#include <stdlib.h>

static int read_null(int *p) { return *p; }

static char over(int n) {
	char *p = malloc(8);
	p[n] = 1;
	char c = p[0];
	free(p);
	return c;
}

static int add(int a, int b) { return a + b; }
*/
import "C"

// Add adds in C.
func Add(a, b int) int { return int(C.add(C.int(a), C.int(b))) }

// Null follows a null pointer in C.
func Null() int { return int(C.read_null(nil)) }

// Over writes the n-th byte of a block of 8.
func Over(n int) int { return int(C.over(C.int(n))) }

// Counter is not protected.
var Counter int
