// Title: A runtime.Pinner is unpinned when the C call is over
// Class: cgo-pointer-rule
// Expect: clean
// Needs: go>=1.21
//
// A deferred Unpin right after Pin ends what it began, also when the call panics.
package main

/*
struct holder {
	int *value;
};

static int read_value(const struct holder *h) { return *h->value; }
*/
import "C"

import (
	"fmt"
	"runtime"
	"time"
)

//go:noinline
func read(value int) int {
	v := C.int(value)
	h := &C.struct_holder{value: &v}
	var pinner runtime.Pinner
	pinner.Pin(&v)
	defer pinner.Unpin()
	return int(C.read_value(h))
}

func main() {
	if got := read(7); got != 7 {
		fmt.Println("INTEROPFUZZ silent: C read", got)
		return
	}
	for i := 0; i < 5; i++ {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
	fmt.Println("INTEROPFUZZ clean")
}
