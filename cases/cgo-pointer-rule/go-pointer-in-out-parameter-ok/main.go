// Title: A callback fills the record that its C caller provides
// Class: cgo-pointer-rule
// Expect: clean
//
// The memory is C's from the beginning; Go only writes a value into it.
package main

/*
struct record {
	long id;
	char body[1000];
};

extern void interopfuzzFill(struct record *);

static struct record current;
static void fetch(void) { interopfuzzFill(&current); }
static long current_id(void) { return current.id; }
*/
import "C"

import (
	"fmt"
	"runtime"
)

//export interopfuzzFill
func interopfuzzFill(out *C.struct_record) { out.id = 1 }

func main() {
	C.fetch()
	runtime.GC()
	if id := C.current_id(); id != 1 {
		fmt.Println("INTEROPFUZZ silent: C has the record", id)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
