// Title: C terminates a full 64-byte Go slice and clears the first byte of its neighbour
// Class: spatial-overrun
// Guilty: c
// Claims: S2-12
// Expect: silent
// Expect asan: asan/use-after-poison
//
// 64 bytes is a size class of the Go heap, so the next slot starts right behind a full slice and the
// terminator falls on another slice's first byte. The runtime keeps nothing there that it could miss.
// With -asan Go leaves a poisoned gap behind every object and the C code is instrumented: the write is
// reported. Valgrind is told of Go's blocks, but they touch each other, so the write is inside a valid
// one. checkptr and cgocheck look at Go code and at arguments, not at what C does with them.
package main

/*
#cgo CFLAGS: -O0

// pad fills a field with blanks and terminates it: size counts the blanks only.
static void pad(char *field, int size) {
	for (int i = 0; i < size; i++)
		field[i] = ' ';
	field[size] = 0; // GUILTY
}
*/
import "C"

import (
	"fmt"
	"unsafe"
)

// adjacent returns two slices of 64 bytes that lie side by side.
func adjacent() ([]byte, []byte) {
	previous := make([]byte, 64)
	for i := 0; i < 1000; i++ {
		next := make([]byte, 64)
		if uintptr(unsafe.Pointer(&next[0]))-uintptr(unsafe.Pointer(&previous[0])) == 64 {
			return previous, next
		}
		previous = next
	}
	return previous, make([]byte, 64) // asan leaves a gap after each
}

func main() {
	field, neighbour := adjacent()
	neighbour[0] = 'n'
	C.pad((*C.char)(unsafe.Pointer(&field[0])), C.int(len(field)))
	if neighbour[0] != 'n' {
		fmt.Println("INTEROPFUZZ silent: the first byte of the next Go slice was cleared")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
