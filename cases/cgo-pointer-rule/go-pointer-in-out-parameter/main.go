// Title: A callback answers with a Go pointer through a C out parameter
// Class: cgo-pointer-rule
// Guilty: go
// Expect: silent
// Expect cgocheck2: go-fatal/cgo-write-barrier
// Expect asan: asan/use-after-poison
// Expect msan: msan/use-of-uninitialized-value
//
// Had the exported function returned the pointer, cgocheck would have looked at the result and
// panicked. Nothing looks at what it stores in the variable of its C caller, save cgocheck2's write
// barrier, which stops the store. C now has the only reference, the record is collected, and asan and
// msan report the read before the place is given out again.
package main

/*
#cgo CFLAGS: -O0
struct record {
	long id;
	char body[1000];
};

extern void interopfuzzNext(struct record **);

static struct record *current;
static void fetch(void) { interopfuzzNext(&current); }
static long current_id(void) { return current->id; }
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

//go:noinline
func newRecord(id int) *C.struct_record { return &C.struct_record{id: C.long(id)} }

var address uintptr

//export interopfuzzNext
func interopfuzzNext(out **C.struct_record) {
	r := newRecord(1)
	address = uintptr(unsafe.Pointer(r))
	*out = r // GUILTY
}

func main() {
	var others []*C.struct_record
	for i := 0; i < 8; i++ {
		others = append(others, newRecord(2))
	}
	C.fetch()
	for i := 0; i < 8; i++ {
		others = append(others, newRecord(2))
	}
	runtime.GC()
	early := C.current_id()

	for i := 0; i < 4000; i++ {
		r := newRecord(2)
		others = append(others, r)
		if uintptr(unsafe.Pointer(r)) == address {
			break
		}
	}
	late := C.current_id()
	runtime.KeepAlive(others)
	if early != 1 || late != 1 {
		fmt.Printf("INTEROPFUZZ silent: C has the record %d, then %d, and was given 1\n", early, late)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
