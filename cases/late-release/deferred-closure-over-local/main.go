// Title: a deferred closure uses a pointer to a local variable
// Class: late-release
// Guilty: unknown
// Claims: S1-01
// Expect: clean
//
// The claim was that such a pointer dangles once the function returns, since its stack frame is gone.
// Defers run before the frame is, and what a pointer that outlives the call refers to is not on the
// stack at all: escape analysis has put it into the heap. The program checks both, with a stack that
// moves and a collection in between.
package main

import (
	"fmt"
	"runtime"
)

type order struct {
	id     int
	status string
}

//go:noinline
func deep(n int) byte {
	var pad [512]byte
	pad[n%len(pad)] = byte(n)
	if n == 0 {
		return pad[0]
	}
	return deep(n-1) + pad[n%len(pad)]
}

//go:noinline
func process(id int, saw *string) func() string {
	o := &order{id, "new"}
	defer func() { *saw = o.status }()
	deep(300)
	runtime.GC()
	o.status = fmt.Sprint("done ", o.id)
	return func() string { return o.status }
}

func main() {
	for i := 0; i < 20; i++ {
		var saw string
		later := process(i, &saw)
		deep(400)
		runtime.GC()
		if want := fmt.Sprint("done ", i); saw != want || later() != want {
			fmt.Println("INTEROPFUZZ silent: the closure saw", saw, later())
			return
		}
	}
	fmt.Println("INTEROPFUZZ clean")
}
