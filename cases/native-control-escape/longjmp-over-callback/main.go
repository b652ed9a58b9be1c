// Title: a Go callback calls into C, which longjmps over its frames
// Class: native-control-escape
// Guilty: c
// Claims: S3-29
// Expect: go-fatal/exit-syscall
// Expect valgrind: valgrind/invalid-write | go-fatal/exit-syscall
//
// main calls C, C calls goItem, goItem calls C, and from there longjmp goes back to the first C
// function. The frames of Go in between are not unwound: for the runtime the goroutine is still inside
// of the inner call. When each returns, the runtime compares the frame and throws ("exitsyscall:
// syscall frame is no longer valid"). Every instrument leaves this to the runtime. Valgrind follows
// the stack pointer and takes the runtime's own stack switch after the jump for a write to dead stack:
// an echo of the fault, not the fault.
package main

/*
#cgo CFLAGS: -O0
#include <setjmp.h>

extern void goItem(int);

static jmp_buf on_error;

static void fail(void) {
	longjmp(on_error, 1); // GUILTY
}

// each calls Go for every item and returns early when something in there fails.
static int each(int n) {
	if (setjmp(on_error) != 0)
		return -1;
	for (int i = 0; i < n; i++)
		goItem(i);
	return n;
}
*/
import "C"

import "fmt"

//export goItem
func goItem(i C.int) {
	if i == 2 {
		C.fail()
	}
}

func main() {
	fmt.Println("each returned", C.each(5))
}
