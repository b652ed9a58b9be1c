// Title: A C job queue holds the only trace of a Go buffer, as an integer
// Class: hidden-reference
// Guilty: go
// Expect: silent
// Expect asan: asan/use-after-poison
// Expect msan: msan/use-of-uninitialized-value
//
// The collector looks neither into C memory nor at integers, so the buffer is garbage as soon as
// submit returns. The first sum is still right, by luck; the second is taken when the place belongs
// to another buffer. The integer gets past cgocheck and vet, and checkptr has no conversion to look
// at, because C makes the pointer. asan and msan see the first sum: from the collection until the
// place is given out again it is poisoned. Later they would see nothing. Valgrind is silent: the
// runtime tells it which objects are allocated, but not, up to Go 1.27, which ones are collected.
package main

/*
#cgo CFLAGS: -O0
#include <stdint.h>
#include <stdlib.h>

struct job {
	uint64_t payload;
	uint64_t len;
};

static struct job *job_new(uint64_t payload, uint64_t len) {
	struct job *j = malloc(sizeof *j);
	j->payload = payload;
	j->len = len;
	return j;
}

static long job_sum(struct job *j) {
	const unsigned char *p = (const unsigned char *)(uintptr_t)j->payload;
	long sum = 0;
	for (uint64_t i = 0; i < j->len; i++)
		sum += p[i];
	return sum;
}
*/
import "C"

import (
	"bytes"
	"fmt"
	"runtime"
	"unsafe"
)

const size = 1024

// submit leaves nothing behind that the collector knows as a reference.
//
//go:noinline
func submit() *C.struct_job {
	buf := bytes.Repeat([]byte{1}, size)
	return C.job_new(C.uint64_t(uintptr(unsafe.Pointer(&buf[0]))), size) // GUILTY
}

func main() {
	var others [][]byte
	for i := 0; i < 8; i++ {
		others = append(others, bytes.Repeat([]byte{2}, size))
	}
	job := submit()
	defer C.free(unsafe.Pointer(job))
	for i := 0; i < 8; i++ {
		others = append(others, bytes.Repeat([]byte{2}, size))
	}
	runtime.GC()
	early := C.job_sum(job)

	// The rest of the program goes on allocating, until the place is given out again.
	for i := 0; i < 4000; i++ {
		b := bytes.Repeat([]byte{2}, size)
		others = append(others, b)
		if uintptr(unsafe.Pointer(&b[0])) == uintptr(job.payload) {
			break
		}
	}
	late := C.job_sum(job)
	runtime.KeepAlive(others)
	if early != size || late != size {
		fmt.Printf("INTEROPFUZZ silent: C summed %d, then %d, where %d was submitted\n", early, late, size)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
