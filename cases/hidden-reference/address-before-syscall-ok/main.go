// Title: The address for a system call is taken in the argument list of the call
// Class: hidden-reference
// Expect: clean
//
// The compiler knows this form, and keeps the variable where it is until the call is over.
package main

import (
	"fmt"
	"os"
	"syscall"
	"unsafe"
)

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
	r, w, err := os.Pipe()
	if err != nil {
		panic(err)
	}
	fd := w.Fd()
	text := [8]byte{'d', 'r', 'a', 'f', 't'}
	deep(256)
	text = [8]byte{'f', 'i', 'n', 'a', 'l'}
	if n, _, errno := syscall.Syscall(syscall.SYS_WRITE, fd, uintptr(unsafe.Pointer(&text)), 8); n != 8 {
		panic(errno)
	}
	var got [8]byte
	if _, err := r.Read(got[:]); err != nil {
		panic(err)
	}
	if got != text {
		fmt.Printf("INTEROPFUZZ silent: the kernel wrote %q, not %q\n", string(got[:5]), string(text[:5]))
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
