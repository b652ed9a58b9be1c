// Title: C calls through a function pointer that nobody has set
// Class: native-control-escape
// Guilty: boundary
// Expect: signal/in-c/SIGSEGV
// Expect asan: asan/SEGV
// Expect msan: msan/SEGV
// Expect valgrind: valgrind/jump-to-invalid
//
// A call to address 0 arrives there: the program counter is 0, in no function, so the dump names the C
// call it came from on the Go side only. An instruction fetch at 0 is told apart from a NULL read by
// "PC=0x0".
package main

/*
#cgo CFLAGS: -O0
#include <stddef.h>

struct driver {
	int (*open)(int);
	int (*close)(int); // set by drivers that need it
};

static int open_one(int n) { return n; }

static struct driver the_driver = {open_one, NULL};

static int driver_close(int n) {
	return the_driver.close(n); // GUILTY
}
*/
import "C"

import "fmt"

func main() {
	fmt.Println("closed", C.driver_close(1))
}
