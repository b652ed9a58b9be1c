// Title: Go reads a C struct of two words while a C thread replaces it
// Class: unsynchronised-sharing
// Guilty: boundary
// Expect: silent
// Expect valgrind: clean | silent
//
// Two plain stores in C and two plain loads in Go: sooner or later Go reads between the stores.
// -race does not see it, as gcc does not instrument the C side for it, and the memory is not the Go
// heap. No address is wrong, so asan, msan and checkptr have nothing to say. Valgrind lets one
// thread run at a time and switches seldom, so that Go rarely meets the moment: there the program
// usually finds nothing in its five seconds.
package main

/*
#cgo CFLAGS: -O0 -pthread
#include <pthread.h>
#include <stdlib.h>

// A sensor that publishes its two values with two plain stores. They always belong together.
struct sensor {
	long a;
	long b;
	int stop;
	pthread_t thread;
};

static void *measure(void *arg) {
	struct sensor *s = arg;
	for (long n = 1; !__atomic_load_n(&s->stop, __ATOMIC_SEQ_CST); n++) {
		s->a = n;
		s->b = n;
	}
	return NULL;
}

static struct sensor *sensor_start(void) {
	struct sensor *s = calloc(1, sizeof *s);
	if (pthread_create(&s->thread, NULL, measure, s) != 0)
		abort();
	return s;
}

static void sensor_stop(struct sensor *s) {
	__atomic_store_n(&s->stop, 1, __ATOMIC_SEQ_CST);
	pthread_join(s->thread, NULL);
	free(s);
}
*/
import "C"

import (
	"fmt"
	"time"
)

//go:noinline
func snapshot(s *C.struct_sensor) (a, b C.long) {
	return s.a, s.b // GUILTY
}

func main() {
	s := C.sensor_start()
	defer C.sensor_stop(s)
	for start := time.Now(); time.Since(start) < 5*time.Second; {
		for i := 0; i < 1000; i++ {
			if a, b := snapshot(s); a != b {
				fmt.Println("INTEROPFUZZ silent: Go read a snapshot that the C thread never published")
				return
			}
		}
	}
	fmt.Println("INTEROPFUZZ clean")
}
