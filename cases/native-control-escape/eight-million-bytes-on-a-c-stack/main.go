// Title: a C function has a local array of 8,192,000 bytes
// Class: native-control-escape
// Guilty: unknown
// Claims: S3-11
// Expect: clean
//
// The claim was that this overflows, overwrites the return address and raises no SIGSEGV. The default
// C stack has 8 MiB = 8,388,608 bytes, on the main thread as on threads that Go starts, so the array
// fits and every byte of it can be written. (memset inside of the array would not reach a return
// address anyway: that lies above it.) What is larger meets the guard page:
// nine-megabytes-on-a-c-stack. (The array is taken in eight pieces only because Valgrind holds a step
// of more than 2 MB for a switch to another stack and reports what is written there.)
package main

/*
#cgo CFLAGS: -O0
#include <alloca.h>
#include <string.h>

static int vulnerable(void) {
	char *part[8];
	for (int i = 0; i < 8; i++)
		part[i] = alloca(8192000 / 8);
	for (int i = 0; i < 8; i++)
		memset(part[i], 0x41, 8192000 / 8);
	return part[0][0] == 0x41 && part[7][8192000 / 8 - 1] == 0x41;
}
*/
import "C"

import (
	"fmt"
	"runtime"
)

func main() {
	results := make(chan bool)
	go func() {
		runtime.LockOSThread() // a thread other than main's
		results <- C.vulnerable() == 1
	}()
	if there := <-results; !there || C.vulnerable() != 1 {
		fmt.Println("INTEROPFUZZ silent: the array was damaged")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
