// Title: A buffer stays pinned until the request is complete
// Class: c-retains-go-memory
// Expect: clean
// Needs: go>=1.21
//
// The Pinner belongs to the request. It keeps the buffer alive and in its place until the thread
// has written.
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

type read struct {
	c      *C.struct_request
	into   *buffer
	pinner runtime.Pinner
}

//go:noinline
func start() *read {
	r := &read{into: newBuffer()}
	r.pinner.Pin(r.into)
	r.c = C.submit((*C.char)(unsafe.Pointer(r.into)), C.size_t(len(r.into)))
	return r
}

func (r *read) wait() *buffer {
	C.complete(r.c)
	r.pinner.Unpin()
	return r.into
}

func main() {
	r := start()
	runtime.GC()
	var others []*buffer
	for i := 0; i < 1000; i++ {
		others = append(others, newBuffer())
	}
	got := r.wait()
	if got[0] != 'x' || got[1023] != 'x' {
		fmt.Printf("INTEROPFUZZ silent: the read brought %q\n", got[0])
		return
	}
	for i, b := range others {
		if *b != (buffer{}) {
			fmt.Printf("INTEROPFUZZ silent: the read went to buffer %d, which was never lent\n", i)
			return
		}
	}
	fmt.Println("INTEROPFUZZ clean")
}
