// Title: C writes too far into a Go record, and what it writes is the address of a freed Go buffer
// Class: spatial-overrun
// Guilty: c
// Claims: S2-14
// Expect: go-fatal/bad-pointer-in-heap
// Expect asan: asan/use-after-poison
//
// C's version of the record has an owner behind the name, Go's has not. The owner lands in the next
// record's pointer field. It is the address of a Go buffer that was collected with its span, so the next
// collection finds a pointer to an unallocated span there and throws. The message says "incorrect use of
// unsafe or cgo", and shows the innocent record. ASan stops C at the write. Many records make it certain,
// as a span may have been taken for something else meanwhile.
package main

/*
#cgo CFLAGS: -O0
#include <stdint.h>
#include <string.h>

struct name {
	char text[56];
	uintptr_t owner;
};

static void set_name(void *p, uintptr_t owner) {
	struct name *n = p;
	memset(n->text, 'x', sizeof n->text);
	n->owner = owner; // GUILTY
}
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

type buffer [64 << 10]byte

type record struct {
	next *record
	name [56]byte
}

//go:noinline
func newBuffer() *buffer { return new(buffer) }

func owners(n int) []uintptr {
	var all []uintptr
	for i := 0; i < n; i++ {
		all = append(all, uintptr(unsafe.Pointer(newBuffer())))
	}
	return all
}

func main() {
	stale := owners(256)
	runtime.GC() // nothing refers to the buffers: their spans are freed
	records := make([]*record, 1000)
	for i := range records {
		records[i] = new(record)
	}
	side := ^uintptr(0) // the distance of two that lie side by side, which is more with asan
	for i := 1; i < len(records); i++ {
		if gap := uintptr(unsafe.Pointer(records[i])) - uintptr(unsafe.Pointer(records[i-1])); gap < side {
			side = gap
		}
	}
	for i := 1; i < len(records) && len(stale) > 0; i += 2 {
		left, right := records[i-1], records[i]
		if uintptr(unsafe.Pointer(right))-uintptr(unsafe.Pointer(left)) == side {
			C.set_name(unsafe.Pointer(&left.name[0]), C.uintptr_t(stale[0]))
			stale = stale[1:]
		}
	}
	runtime.GC()
	runtime.KeepAlive(records)
	fmt.Println("INTEROPFUZZ silent: the collector went by", 256-len(stale), "foreign pointers")
}
