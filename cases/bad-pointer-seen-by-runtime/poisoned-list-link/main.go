// Title: C marks the links of a removed list entry with 0x100 and Go takes one
// Class: bad-pointer-seen-by-runtime
// Guilty: c
// Expect: go-fatal/invalid-pointer-on-stack
//
// The kernel's list code poisons the links of a removed entry with small numbers that fault when
// followed. Nobody follows this one: it only stands in a Go variable while the stack grows, and the
// runtime finds a pointer below 4096 that is not nil. The message names the frame, not the C function
// that wrote the number.
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
	e->next = (struct entry *)(uintptr_t)0x100; // GUILTY
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
