// Title: a C library calls abort on bad input
// Class: native-control-escape
// Guilty: c
// Claims: S3-25
// Expect: signal/in-c/SIGABRT
//
// abort raises SIGABRT. On a thread of Go's its handler writes a dump ("SIGABRT: abort", "signal
// arrived during cgo execution") and ends the process with exit code 2, the same as after a panic:
// only the text tells them apart. The deferred recover is of no use, since a signal in C is no panic.
// No memory is misused, so no instrument adds anything but its own way to die: MSan installs no
// handler for SIGABRT either.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>

static int checked(int version) {
	if (version != 1)
		abort(); // GUILTY
	return version;
}
*/
import "C"

import "fmt"

func main() {
	defer func() { fmt.Println("recovered:", recover()) }()
	fmt.Println("version", C.checked(2))
}
