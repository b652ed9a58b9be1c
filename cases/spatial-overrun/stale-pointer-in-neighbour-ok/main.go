// Title: C writes a name that is as long as Go's
// Class: spatial-overrun
// Expect: clean
//
// The struct is declared once, in C, and Go uses C.struct_name.
package main

/*
#cgo CFLAGS: -O0
#include <stdint.h>
#include <string.h>

struct name {
	char text[56];
	uintptr_t owner;
};

static void set_name(struct name *n, uintptr_t owner) {
	memset(n->text, 'x', sizeof n->text);
	n->owner = owner;
}
*/
import "C"

import (
	"fmt"
	"runtime"
)

type record struct {
	next *record
	name C.struct_name
}

func main() {
	records := make([]*record, 1000)
	for i := range records {
		records[i] = new(record)
	}
	for i, r := range records {
		C.set_name(&r.name, C.uintptr_t(i))
	}
	runtime.GC()
	for i, r := range records {
		if r.next != nil || int(r.name.owner) != i {
			fmt.Println("INTEROPFUZZ silent: record", i, "has changed")
			return
		}
	}
	fmt.Println("INTEROPFUZZ clean")
}
