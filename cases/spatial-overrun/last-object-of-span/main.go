// Title: C clears eight bytes behind the last object of a span, and what the collector knows of others
// Class: spatial-overrun
// Guilty: c
// Claims: S2-13b
// Expect: silent
// Expect asan: asan/use-after-poison
//
// From Go 1.22 on a span of small objects with pointers ends with a bitmap that says which words are
// pointers. C's field is eight bytes longer than Go's; cleared behind the last object, they are the bits
// of the first eight objects of the span. The collector then finds no pointers in those, takes their
// texts away, and the texts become others: damage at the far end of the span, and no crash. Before 1.22
// the next thing behind is the first object of the next span, and that one loses its pointer. ASan sees
// the write in the gap behind the object. Valgrind sees a write to memory of the Go heap.
package main

/*
#cgo CFLAGS: -O0
#include <string.h>

enum { pad_size = 64 }; // Go has 56

static void clear(void *pad) {
	memset(pad, 0, pad_size); // GUILTY
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

const page = 8192

// last returns the last object of a span behind which another span of records begins.
func last(records []*record) *record {
	at := make(map[uintptr]*record)
	for _, r := range records {
		at[uintptr(unsafe.Pointer(r))] = r
	}
	for start := range at {
		if start%page != 0 || at[start-page] == nil {
			continue
		}
		for address := start - 64; address > start-page; address -= 64 {
			if r := at[address]; r != nil {
				return r
			}
		}
	}
	return records[len(records)-1]
}

func main() {
	records := make([]*record, 2000)
	for i := range records {
		records[i] = new(record)
	}
	for _, r := range records {
		r.text = newText('a')
	}
	victim := last(records)
	C.clear(unsafe.Pointer(&victim.pad[0]))
	runtime.GC()
	var others []*text
	for i := 0; i < 4000; i++ {
		others = append(others, newText('o'))
	}
	lost := 0
	for _, r := range records {
		if r != victim && (r.text == nil || r.text[0] != 'a') {
			lost++
		}
	}
	runtime.KeepAlive(others)
	if lost != 0 {
		fmt.Println("INTEROPFUZZ silent: other records have lost their text:", lost)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
