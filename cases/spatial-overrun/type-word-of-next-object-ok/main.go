// Title: C is told how large the Go record is and pads no further
// Class: spatial-overrun
// Expect: clean
//
// The right way: the size comes from the side that owns the memory, it is not written down twice.
package main

/*
#cgo CFLAGS: -O0
#include <string.h>

static void blank(char *text, size_t size) {
	memset(text, ' ', size);
}
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

type record struct {
	next *record
	text [1008]byte
}

func main() {
	records := make([]*record, 64)
	for i := range records {
		records[i] = new(record)
	}
	// Two records side by side: a span of this size class is filled in order.
	var left, right *record
	for i := 1; i < len(records); i++ {
		left, right = records[i-1], records[i]
		if uintptr(unsafe.Pointer(right))-uintptr(unsafe.Pointer(left)) == 1024 {
			break
		}
	}
	C.blank((*C.char)(unsafe.Pointer(&left.text[0])), C.size_t(len(left.text)))
	runtime.GC()
	damaged := *(*uintptr)(unsafe.Pointer(&right.next)) != 0
	runtime.KeepAlive(records)
	if damaged {
		fmt.Println("INTEROPFUZZ silent: the next record's pointer holds blanks")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
