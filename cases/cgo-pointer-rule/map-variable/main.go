// Title: The address of a map variable is passed to C
// Class: cgo-pointer-rule
// Guilty: go
// Claims: S2-01
// Expect: go-panic/cgo-pointer
// Expect vet: vet/cgocall
//
// Said to end in a SIGSEGV in C. C is never reached: a map variable is a pointer to the map's header,
// so &m is a Go pointer to an unpinned Go pointer, and the default cgocheck panics before the call, in
// each build; vet warns too. A recover catches it. Past the check (GODEBUG=cgocheck=0) C would read two
// words of its own invention from valid memory, and would not crash either.
package main

/*
typedef struct { void *buckets; int B; } HMap;

static long MapCrash(void *m) {
	HMap *h = m;
	return (long)h->buckets + h->B;
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
	C.MapCrash(unsafe.Pointer(&m)) // GUILTY
	fmt.Println("INTEROPFUZZ silent: C has seen the inside of a map, where the key has the value", m["key"])
}
