// Title: C clears two words of a Go map's header, and the entries are gone
// Class: forged-view
// Guilty: go
// Claims: S2-04
// Expect: silent
//
// In C's struct the first word is the address of the buckets and the second one their number; in truth
// they are the number of entries and, depending on the release, flags or the seed of the hash. The map
// is empty after the call, though the entries are all in memory: a lookup in a map with no entries does
// not look. Nothing crashes and no tool sees it, for C writes to memory that it was given.
package main

/*
#cgo CFLAGS: -O0
#include <stddef.h>

typedef struct { void *buckets; long n; } HMap;

static void reset(char *header) {
	HMap *h = (HMap *)header;
	h->buckets = NULL;
	h->n = 0;
}
*/
import "C"

import (
	"fmt"
	"unsafe"
)

func main() {
	m := make(map[string]int)
	m["key"] = 42
	C.reset((*C.char)(*(*unsafe.Pointer)(unsafe.Pointer(&m)))) // GUILTY
	if value, ok := m["key"]; !ok || value != 42 {
		fmt.Println("INTEROPFUZZ silent: the map has lost its entry, and", len(m), "are left")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
