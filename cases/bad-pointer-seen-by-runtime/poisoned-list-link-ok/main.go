// Title: C sets the links of a removed list entry to NULL
// Class: bad-pointer-seen-by-runtime
// Expect: clean
//
// The right way, where Go reads the entry: nil is the one small number that a Go pointer may be.
package main

/*
#cgo CFLAGS: -O0
#include <stddef.h>
#include <stdint.h>

struct entry {
	struct entry *next;
	long id;
};

static struct entry entries[3] = {{&entries[1], 1}, {&entries[2], 2}, {NULL, 3}};

static struct entry *first(void) { return &entries[0]; }

static struct entry *remove_first(void) {
	struct entry *e = &entries[0];
	e->next = NULL;
	return e;
}
*/
import "C"

import "fmt"

// deep needs more stack than a goroutine starts with.
//
//go:noinline
func deep(n int) int {
	var block [1024]byte
	block[n%len(block)] = 1
	if n == 0 {
		return int(block[0])
	}
	return deep(n-1) + int(block[n%len(block)])
}

func main() {
	removed := C.remove_first()
	next := removed.next
	deep(200)
	fmt.Println("removed", removed.id, "next", next)
}
