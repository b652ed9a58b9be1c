// Title: a C function has a local array of 9 MiB on a thread that Go has started
// Class: native-control-escape
// Guilty: c
// Claims: S3-11t
// Expect: signal/in-c/SIGSEGV
// Expect go<1.22: go-fatal/morestack-on-g0 | signal/bare/SIGSEGV
// Expect asan: asan/SEGV | asan/stack-overflow
// Expect msan: msan/SEGV | msan/stack-overflow
// Expect valgrind: valgrind/invalid-write
//
// A goroutine's C calls run on the stack of its thread, 8 MiB by default (ulimit -s). The array does
// not fit, the writes come down to the guard page, and the kernel sends SIGSEGV. Go 1.22 and later
// report it from their own signal stack; 1.19 throws as if its own stack had to grow, or, on the main
// thread, dies of the bare signal. Nothing is overwritten on the way, as the frame's return address
// lies above the array. ASan and MSan call it a stack overflow where it is the main thread's, and a
// SEGV elsewhere; Valgrind holds so large a step of the stack pointer for a switch of stacks and
// reports the first write.
package main

/*
#cgo CFLAGS: -O0

// fill writes to all pages of a local array, from its end near the frame's top downwards, and returns how many.
static long fill(void) {
	volatile char large[9 << 20];
	long pages = 0;
	for (long i = sizeof large - 1; i >= 0; i -= 4096) {
		large[i] = 'A'; // GUILTY
		pages++;
	}
	return pages;
}
*/
import "C"

import (
	"fmt"
	"runtime"
)

func main() {
	runtime.LockOSThread() // the main thread stays with main
	pages := make(chan int)
	go func() {
		pages <- int(C.fill())
	}()
	fmt.Println("pages written:", <-pages)
}
