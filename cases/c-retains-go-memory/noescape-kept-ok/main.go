// Title: A C function that is declared #cgo noescape uses its argument during the call only
// Class: c-retains-go-memory
// Expect: clean
// Needs: go>=1.24
//
// The variable may stay on the stack, and C does not remember it.
package main

/*
#cgo CFLAGS: -O0
#cgo noescape get_progress
#cgo nocallback get_progress

static int progress;
static void step(int percent) { progress = percent; }
static void get_progress(int *p) { *p = progress; }
*/
import "C"

import "fmt"

//go:noinline
func deep(n int) byte {
	var pad [512]byte
	pad[n%len(pad)] = byte(n)
	if n == 0 {
		return pad[0]
	}
	return deep(n-1) + pad[n%len(pad)]
}

func main() {
	var percent C.int
	deep(256)
	C.step(50)
	C.get_progress(&percent)
	if got := int(percent); got != 50 {
		fmt.Println("INTEROPFUZZ silent: C has set the progress to 50, and it is", got)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
