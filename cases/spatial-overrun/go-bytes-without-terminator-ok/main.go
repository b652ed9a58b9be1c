// Title: C is told the length of the Go bytes
// Class: spatial-overrun
// Expect: clean
//
// The right way: pointer and length, or C.CString, which adds the zero.
package main

/*
#cgo CFLAGS: -O0

static int length(const char *s, int most) {
	int n = 0;
	while (n < most && s[n])
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
		if n := int(C.length((*C.char)(unsafe.Pointer(&row[0])), C.int(len(row)))); n > longest {
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
