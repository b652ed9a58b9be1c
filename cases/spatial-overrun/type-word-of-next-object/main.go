// Title: C pads a Go record too far and overwrites the word that tells the collector the next one's type
// Class: spatial-overrun
// Guilty: c
// Claims: S2-13
// Expect: signal/in-go/SIGSEGV
// Expect go<1.22: silent
// Expect asan: asan/use-after-poison
//
// From Go 1.22 on an object of more than 512 bytes that holds pointers has a word in front of it: the
// address of its type. The 16 bytes that C writes too many fall on that word and on the next pointer
// of the record behind. The collection then follows 0x2020202020202020 for a type and faults inside
// the runtime, where the dump shows no trace of C. Before 1.22 there is no such word: the pointer
// alone is damaged, the collector ignores an address outside of its heap, and only the program's own
// check notices. ASan stops C at the first byte too many, in the gap behind the object; Valgrind sees
// no error until the runtime reads the wild address, and a read by the collector says nothing about C.
package main

/*
#cgo CFLAGS: -O0
#include <string.h>

enum { text_size = 1024 }; // Go has 1008

static void blank(char *text) {
	memset(text, ' ', text_size); // GUILTY
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
	C.blank((*C.char)(unsafe.Pointer(&left.text[0])))
	runtime.GC()
	damaged := *(*uintptr)(unsafe.Pointer(&right.next)) != 0
	runtime.KeepAlive(records)
	if damaged {
		fmt.Println("INTEROPFUZZ silent: the next record's pointer holds blanks")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
