// Title: An exported Go function returns a Go pointer to C
// Class: cgo-pointer-rule
// Guilty: go
// Claims: S2-08
// Expect: go-panic/cgo-result
// Expect cgocheck2: go-fatal/cgo-write-barrier
//
// C would have to keep what it is given, and Go would not know. The default cgocheck looks at the
// result when the exported function is over, and panics. With cgocheck2 it does not come to that:
// the result is on its way to C in a struct that C has provided, and the write barrier stops the
// store into it, which is not recoverable.
package main

/*
extern char *interopfuzzName(void);

static int first_letter(void) { return interopfuzzName()[0]; }
*/
import "C"

import (
	"fmt"
	"unsafe"
)

//export interopfuzzName
func interopfuzzName() *C.char {
	b := []byte("interop\x00")
	return (*C.char)(unsafe.Pointer(&b[0])) // GUILTY
}

func main() {
	fmt.Printf("INTEROPFUZZ silent: C read %q through a Go pointer\n", rune(C.first_letter()))
}
