// Title: A C job queue owns a copy of the buffer in C memory
// Class: hidden-reference
// Expect: clean
//
// What must outlive the call belongs to C: the bytes are copied into C memory, and the job frees
// them.
package main

/*
#cgo CFLAGS: -O0
#include <stdint.h>
#include <stdlib.h>

struct job {
	unsigned char *payload;
	uint64_t len;
};

static struct job *job_new(void *payload, uint64_t len) {
	struct job *j = malloc(sizeof *j);
	j->payload = payload;
	j->len = len;
	return j;
}

static void job_free(struct job *j) {
	free(j->payload);
	free(j);
}

static long job_sum(struct job *j) {
	long sum = 0;
	for (uint64_t i = 0; i < j->len; i++)
		sum += j->payload[i];
	return sum;
}
*/
import "C"

import (
	"bytes"
	"fmt"
	"runtime"
)

const size = 1024

//go:noinline
func submit() *C.struct_job {
	buf := bytes.Repeat([]byte{1}, size)
	return C.job_new(C.CBytes(buf), size)
}

func main() {
	job := submit()
	defer C.job_free(job)
	runtime.GC()
	early := C.job_sum(job)

	var others [][]byte
	for i := 0; i < 1000; i++ {
		others = append(others, bytes.Repeat([]byte{2}, size))
	}
	late := C.job_sum(job)
	runtime.KeepAlive(others)
	if early != size || late != size {
		fmt.Printf("INTEROPFUZZ silent: C summed %d, then %d, where %d was submitted\n", early, late, size)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
