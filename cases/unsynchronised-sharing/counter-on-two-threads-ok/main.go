// Title: A C thread and a goroutine count into one integer with atomic additions
// Class: unsynchronised-sharing
// Expect: clean
//
// Both sides use atomic operations on the same aligned 64-bit integer.
package main

/*
#cgo CFLAGS: -O0 -pthread
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

struct stats {
	int64_t packets;
	int started;
	long rounds;
	pthread_t thread;
};

static void *receive(void *arg) {
	struct stats *s = arg;
	__atomic_store_n(&s->started, 1, __ATOMIC_SEQ_CST);
	for (long i = 0; i < s->rounds; i++)
		__atomic_fetch_add(&s->packets, 1, __ATOMIC_SEQ_CST);
	return NULL;
}

static struct stats *stats_start(long rounds) {
	struct stats *s = calloc(1, sizeof *s);
	s->rounds = rounds;
	if (pthread_create(&s->thread, NULL, receive, s) != 0)
		abort();
	return s;
}

static int stats_started(struct stats *s) { return __atomic_load_n(&s->started, __ATOMIC_SEQ_CST); }
static void stats_join(struct stats *s) { pthread_join(s->thread, NULL); }
*/
import "C"

import (
	"fmt"
	"sync/atomic"
	"unsafe"
)

const rounds = 1 << 18

func lost() int {
	s := C.stats_start(rounds)
	defer C.free(unsafe.Pointer(s))
	for C.stats_started(s) == 0 {
	}
	for i := 0; i < rounds; i++ {
		atomic.AddInt64((*int64)(unsafe.Pointer(&s.packets)), 1)
	}
	C.stats_join(s)
	return 2*rounds - int(atomic.LoadInt64((*int64)(unsafe.Pointer(&s.packets))))
}

func main() {
	for i := 0; i < 3; i++ {
		if n := lost(); n != 0 {
			fmt.Printf("INTEROPFUZZ silent: %d of %d counts are lost\n", n, 2*rounds)
			return
		}
	}
	fmt.Println("INTEROPFUZZ clean")
}
