// Title: A C function that is declared #cgo noescape keeps its argument
// Class: c-retains-go-memory
// Guilty: go
// Expect: silent
// Expect asan: asan/use-after-poison
// Expect valgrind: valgrind/invalid-write
// Needs: go>=1.24
//
// On the word of the directive the compiler leaves the variable on the stack. C keeps its address, the
// stack grows and moves, and C writes to where the variable was. Without the directive it would be on
// the heap, where at least the address would stay right. Nothing checks the word itself. asan and
// Valgrind are told by the runtime that the old stack was given back, and report the write.
package main

/*
#cgo CFLAGS: -O0
#cgo noescape progress_to
#cgo nocallback progress_to

static int *progress;
static void progress_to(int *p) { progress = p; }
static void step(int percent) { *progress = percent; }
*/
import "C"

import "fmt"

// deep needs more than a hundred kilobytes of stack.
//
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
	C.progress_to(&percent) // GUILTY
	deep(256)
	C.step(50)
	if got := int(percent); got != 50 {
		fmt.Println("INTEROPFUZZ silent: C has set the progress to 50, and it is", got)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
