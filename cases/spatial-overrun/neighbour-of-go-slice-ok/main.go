// Title: the Go slice that C fills and terminates has room for the terminator
// Class: spatial-overrun
// Expect: clean
//
// The right way: the size that C is told leaves the last byte for the terminator.
package main

/*
#cgo CFLAGS: -O0

// pad fills a field with blanks and terminates it: size counts the blanks only.
static void pad(char *field, int size) {
	for (int i = 0; i < size; i++)
		field[i] = ' ';
	field[size] = 0;
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
	return previous, make([]byte, 64)
}

func main() {
	field, neighbour := adjacent()
	neighbour[0] = 'n'
	C.pad((*C.char)(unsafe.Pointer(&field[0])), C.int(len(field)-1))
	if neighbour[0] != 'n' {
		fmt.Println("INTEROPFUZZ silent: the first byte of the next Go slice was cleared")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
