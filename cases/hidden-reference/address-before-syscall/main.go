// Title: The address for a system call is taken as uintptr some lines before the call
// Class: hidden-reference
// Guilty: go
// Expect: silent
// Expect asan: clean
//
// "uintptr(unsafe.Pointer(p))" keeps p in its place only when it stands in the argument list of
// syscall.Syscall itself. Here it stands in a line of its own, the stack grows in between and moves,
// and the kernel writes what the old stack held. To vet and checkptr the step from pointer to integer
// is allowed, and nobody in the process ever steps back. With -asan the variable lies on the heap, as
// its address becomes an unsafe.Pointer, and does not move.
package main

import (
	"fmt"
	"os"
	"syscall"
	"unsafe"
)

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
	r, w, err := os.Pipe()
	if err != nil {
		panic(err)
	}
	fd := w.Fd()
	text := [8]byte{'d', 'r', 'a', 'f', 't'}
	address := uintptr(unsafe.Pointer(&text)) // GUILTY
	deep(256)
	text = [8]byte{'f', 'i', 'n', 'a', 'l'}
	if n, _, errno := syscall.Syscall(syscall.SYS_WRITE, fd, address, 8); n != 8 {
		panic(errno)
	}
	var got [8]byte
	if _, err := r.Read(got[:]); err != nil {
		panic(err)
	}
	if got != text {
		fmt.Printf("INTEROPFUZZ silent: the kernel wrote %q where the variable was, not %q\n", string(got[:5]), string(text[:5]))
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
