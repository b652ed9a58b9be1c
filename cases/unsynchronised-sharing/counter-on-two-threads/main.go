// Title: A C thread and a goroutine count into one integer
// Class: unsynchronised-sharing
// Guilty: boundary
// Expect: silent
// Expect valgrind: clean | silent
//
// "packets++" is a load, an addition and a store on both sides, and one side's store undoes what
// the other has counted in between. -race is silent: it follows memory that Go code touches on both
// sides, and here one side is C, which is not instrumented. No address is wrong, so the memory
// checkers have nothing to say. Valgrind lets one thread run at a time and switches seldom, mostly
// between two additions, so that the sum comes out right.
package main

/*
#cgo CFLAGS: -O0 -pthread
#include <pthread.h>
#include <stdlib.h>

struct stats {
	volatile long packets;
	volatile int started;
	long rounds;
	pthread_t thread;
};

static void *receive(void *arg) {
	struct stats *s = arg;
	__atomic_store_n(&s->started, 1, __ATOMIC_SEQ_CST);
	for (long i = 0; i < s->rounds; i++)
		s->packets++;
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
	"unsafe"
)

const rounds = 1 << 20

// lost counts with a C thread, and says how many counts are missing in the end.
func lost() int {
	s := C.stats_start(rounds)
	defer C.free(unsafe.Pointer(s))
	for C.stats_started(s) == 0 {
	}
	for i := 0; i < rounds; i++ {
		s.packets++ // GUILTY
	}
	C.stats_join(s)
	return 2*rounds - int(s.packets)
}

func main() {
	// One attempt is nearly always enough; the others are for a machine with one free processor.
	for i := 0; i < 50; i++ {
		if n := lost(); n != 0 {
			fmt.Printf("INTEROPFUZZ silent: %d of %d counts are lost\n", n, 2*rounds)
			return
		}
	}
	fmt.Println("INTEROPFUZZ clean")
}
