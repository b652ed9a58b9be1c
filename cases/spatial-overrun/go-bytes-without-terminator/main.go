// Title: C takes a Go byte slice for a C string
// Class: spatial-overrun
// Guilty: go
// Expect: silent
// Expect asan: asan/use-after-poison
//
// Go bytes end by their length, C strings by a zero. The slice has none, so C reads on into the next
// object until it finds one: here the letters of another slice. With -asan the C code is instrumented
// and a poisoned gap follows the object; the other tools know of no end there.
package main

/*
#cgo CFLAGS: -O0

static int length(const char *s) {
	int n = 0;
	while (s[n])
		n++;
	return n;
}
*/
import "C"

import (
	"bytes"
	"fmt"
	"runtime"
	"unsafe"
)

func main() {
	// Rows of 64 bytes that fill their slots: behind each but the last lies another.
	rows := make([][]byte, 200)
	for i := range rows {
		rows[i] = bytes.Repeat([]byte{'a'}, 64)
	}
	longest := 0
	for _, row := range rows[:100] {
		if n := int(C.length((*C.char)(unsafe.Pointer(&row[0])))); n > longest { // GUILTY
			longest = n
		}
	}
	runtime.KeepAlive(rows)
	if longest != 64 {
		fmt.Println("INTEROPFUZZ silent: C found a string of more than 64 bytes")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
