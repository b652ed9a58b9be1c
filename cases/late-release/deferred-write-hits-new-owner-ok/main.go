// Title: the free is deferred first, so that it comes last
// Class: late-release
// Expect: clean
//
// The right way: the defer that frees stands right behind the allocation and therefore runs after all
// others.
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
	defer C.free(unsafe.Pointer(j))
	defer func() { j.state = 99 }()
	defer func() { *next = C.job_new(2) }()
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
