// Title: C.malloc pointers stand in Go frames, structs, maps and interfaces
// Class: bad-pointer-seen-by-runtime
// Guilty: unknown
// Claims: S0-05
// Expect: clean
//
// The claim was that pointers from C.malloc have to be pinned, or the runtime reports bad pointers. A
// pinner is for Go memory that C keeps. A pointer to C memory is in no arena of Go's, so the collector
// and the stack copier pass it by: collections and growing stacks do not mind.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

type holder struct {
	p    *C.long
	next *holder
}

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
	var list *holder
	byAddress := map[unsafe.Pointer]any{}
	for i := 0; i < 500; i++ {
		p := (*C.long)(C.malloc(C.size_t(16 + i*8)))
		*p = C.long(i)
		list = &holder{p, list}
		byAddress[unsafe.Pointer(p)] = p
	}
	done := make(chan bool)
	go func(p *C.long) {
		deep(300)
		runtime.GC()
		done <- *p == 499
	}(list.p)
	good := <-done
	runtime.GC()
	for h, i := list, 499; h != nil; h, i = h.next, i-1 {
		good = good && *h.p == C.long(i) && byAddress[unsafe.Pointer(h.p)] == any(h.p)
		C.free(unsafe.Pointer(h.p))
	}
	if !good {
		fmt.Println("INTEROPFUZZ silent: a number in C memory has changed")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
