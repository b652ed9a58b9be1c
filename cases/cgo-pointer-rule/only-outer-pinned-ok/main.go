// Title: The object that a struct points to is pinned
// Class: cgo-pointer-rule
// Claims: S2-09p, S4-12
// Expect: clean
// Needs: go>=1.21
//
// A struct that holds pointers to pinned Go memory may be passed to C. runtime.Pinner is there from Go
// 1.21 on (not from 1.23, as is said).
package main

/*
struct message {
	const char *text;
};

static int first_letter(const struct message *m) { return m->text[0]; }
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

func main() {
	text := []byte("hello\x00")
	m := &C.struct_message{text: (*C.char)(unsafe.Pointer(&text[0]))}
	var pinner runtime.Pinner
	defer pinner.Unpin()
	pinner.Pin(&text[0])
	if letter := C.first_letter(m); letter != 'h' {
		fmt.Println("INTEROPFUZZ silent: C read", letter)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
