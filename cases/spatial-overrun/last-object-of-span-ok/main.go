// Title: C clears a field of a Go record with the size that Go passes
// Class: spatial-overrun
// Expect: clean
//
// The size comes from unsafe.Sizeof or len, not from a number in C.
package main

/*
#cgo CFLAGS: -O0
#include <string.h>

static void clear(void *pad, size_t n) {
	memset(pad, 0, n);
}
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

type text [1024]byte

type record struct {
	text *text
	pad  [56]byte
}

//go:noinline
func newText(letter byte) *text { return &text{letter} }

func main() {
	records := make([]*record, 2000)
	for i := range records {
		records[i] = &record{text: newText('a')}
	}
	for _, r := range records {
		C.clear(unsafe.Pointer(&r.pad[0]), C.size_t(len(r.pad)))
	}
	runtime.GC()
	var others []*text
	for i := 0; i < 4000; i++ {
		others = append(others, newText('o'))
	}
	for _, r := range records {
		if r.text == nil || r.text[0] != 'a' {
			fmt.Println("INTEROPFUZZ silent: a record has lost its text")
			return
		}
	}
	runtime.KeepAlive(others)
	fmt.Println("INTEROPFUZZ clean")
}
