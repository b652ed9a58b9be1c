// Title: a deferred write comes after the free and changes the block's next owner
// Class: late-release
// Guilty: go
// Claims: S1-20
// Expect: silent
// Expect asan: asan/heap-use-after-free
// Expect valgrind: valgrind/invalid-write
//
// Defers run last in, first out: the C block is freed before its state is set to "done". By then
// another part of the program has been given the block (malloc hands out what was freed last), and the
// deferred write falls into its data. ASan holds freed blocks back and names the write, Valgrind as
// well. MSan watches reads only.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>
#include <string.h>

struct job {
	long id;
	long state;
	long pad[6];
};

static struct job *job_new(long id) {
	struct job *j = malloc(sizeof *j);
	memset(j, 0, sizeof *j);
	j->id = id;
	return j;
}
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

func run(next **C.struct_job) {
	j := C.job_new(1)
	defer func() { j.state = 99 }() // GUILTY
	defer func() { *next = C.job_new(2) }()
	defer C.free(unsafe.Pointer(j))
}

func main() {
	runtime.LockOSThread() // malloc's lists belong to a thread
	var next *C.struct_job
	run(&next)
	if next.state != 0 {
		fmt.Println("INTEROPFUZZ silent: job", next.id, "is new and has state", next.state)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
