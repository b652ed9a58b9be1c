// Title: A struct is pinned, but not the object that it points to
// Class: cgo-pointer-rule
// Guilty: go
// Expect: go-panic/cgo-pointer
// Needs: go>=1.21
//
// Pin is not deep. The struct would not even need it: an argument of a call stays in its place anyway.
// What must be pinned is the text, since Go memory may hold a pointer only to pinned Go memory when it
// goes to C. cgocheck says so with a panic.
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
	pinner.Pin(m) // GUILTY
	letter := C.first_letter(m)
	fmt.Println("INTEROPFUZZ silent: C followed an unpinned pointer to", letter)
}
