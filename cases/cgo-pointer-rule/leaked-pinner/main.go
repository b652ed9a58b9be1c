// Title: A runtime.Pinner is forgotten while its object is pinned
// Class: cgo-pointer-rule
// Guilty: go
// Claims: S4-14
// Expect: go-panic/leaked-pin
// Needs: go>=1.21
//
// Pinned memory stays where it is until Unpin, so forgetting it is a leak that no leak checker
// knows. The Pinner has a finalizer of its own, which panics when it still holds something. This
// happens on the runtime's finalizer goroutine, at a collection, far from the mistake, and no
// recover can reach it.
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
	pinner.Pin(&v) // GUILTY
	return int(C.read_value(h))
}

func main() {
	if got := read(7); got != 7 {
		fmt.Println("INTEROPFUZZ silent: C read", got)
		return
	}
	// The runtime notices on the finalizer goroutine, when the collector finds the Pinner dead.
	for i := 0; i < 200; i++ {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
	fmt.Println("INTEROPFUZZ silent: the object stays pinned for ever")
}
