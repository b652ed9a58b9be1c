// Title: A buffer is unpinned when the request is submitted, not when it is complete
// Class: c-retains-go-memory
// Guilty: go
// Expect: silent
// Expect valgrind: silent | valgrind/invalid-write
// Expect asan: asan/use-after-poison
// Needs: go>=1.21
//
// The Pinner is used, but its Unpin is deferred to the end of the function that only starts the
// request. When the thread writes, the buffer has been collected, and the second write goes to its
// next owner. No check is made at Unpin. asan sees the first write, as the place is poisoned from
// the collection until its next use. msan reports reads, not writes; race does not follow C
// threads. Valgrind is silent as a rule: the runtime tells it which objects are allocated, but not, up
// to Go 1.27, which ones are collected; only when the place has become a smaller object does it see
// the write behind that one.
package main

/*
#cgo CFLAGS: -O0 -pthread
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// An asynchronous read: a thread fills the buffer when it is told that the data is there.
struct request {
	char *into;
	size_t len;
	pthread_mutex_t lock;
	pthread_cond_t ready;
	int arrived;
	pthread_t thread;
};

static void *wait_and_read(void *arg) {
	struct request *r = arg;
	pthread_mutex_lock(&r->lock);
	while (!r->arrived)
		pthread_cond_wait(&r->ready, &r->lock);
	pthread_mutex_unlock(&r->lock);
	memset(r->into, 'x', r->len);
	return NULL;
}

static struct request *submit(char *into, size_t len) {
	struct request *r = calloc(1, sizeof *r);
	r->into = into;
	r->len = len;
	pthread_mutex_init(&r->lock, NULL);
	pthread_cond_init(&r->ready, NULL);
	if (pthread_create(&r->thread, NULL, wait_and_read, r) != 0)
		abort();
	return r;
}

static void complete(struct request *r) {
	pthread_mutex_lock(&r->lock);
	r->arrived = 1;
	pthread_cond_signal(&r->ready);
	pthread_mutex_unlock(&r->lock);
	pthread_join(r->thread, NULL);
	pthread_cond_destroy(&r->ready);
	pthread_mutex_destroy(&r->lock);
	free(r);
}
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

type buffer [1024]byte

//go:noinline
func newBuffer() *buffer { return new(buffer) }

//go:noinline
func read() (*C.struct_request, uintptr) {
	b := newBuffer()
	var pinner runtime.Pinner
	pinner.Pin(b)
	defer pinner.Unpin() // GUILTY
	r := C.submit((*C.char)(unsafe.Pointer(b)), C.size_t(len(b)))
	return r, uintptr(unsafe.Pointer(b))
}

func main() {
	var others []*buffer
	for i := 0; i < 8; i++ {
		others = append(others, newBuffer())
	}
	first, _ := read()
	second, address := read()
	for i := 0; i < 8; i++ {
		others = append(others, newBuffer())
	}
	runtime.GC()
	C.complete(first)

	for i := 0; i < 4000; i++ {
		b := newBuffer()
		others = append(others, b)
		if uintptr(unsafe.Pointer(b)) == address {
			break
		}
	}
	C.complete(second)
	for i, b := range others {
		if *b != (buffer{}) {
			fmt.Printf("INTEROPFUZZ silent: the read went to buffer %d, which was never lent\n", i)
			return
		}
	}
	fmt.Println("INTEROPFUZZ clean")
}
