// Title: The struct that is passed to C holds a C pointer
// Class: cgo-pointer-rule
// Expect: clean
//
// Go memory may go to C when what it points to is C memory. (From Go 1.21 on a runtime.Pinner on
// the text does, too.)
package main

/*
#include <stddef.h>
#include <stdlib.h>

struct message {
	const unsigned char *text;
	size_t len;
};

static long checksum(const struct message *m) {
	long sum = 0;
	for (size_t i = 0; i < m->len; i++)
		sum += m->text[i];
	return sum;
}
*/
import "C"

import "fmt"

//go:noinline
func text() []byte { return []byte("hello, a text on the heap") }

func main() {
	b := text()
	p := C.CBytes(b)
	defer C.free(p)
	m := &C.struct_message{text: (*C.uchar)(p), len: C.size_t(len(b))}
	want := 0
	for _, c := range b {
		want += int(c)
	}
	if sum := int(C.checksum(m)); sum != want {
		fmt.Println("INTEROPFUZZ silent: the sum is", sum, "and not", want)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
