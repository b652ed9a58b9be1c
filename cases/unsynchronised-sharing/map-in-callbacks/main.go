// Title: Callbacks on two C threads write one Go map
// Class: unsynchronised-sharing
// Guilty: go
// Claims: S2-23
// Expect: go-fatal/concurrent-map
// Expect race: tsan/data-race
// Expect valgrind: go-fatal/concurrent-map | silent
//
// A callback runs on the thread that makes it, so this exported function runs twice at a time. The
// map notices the second writer by itself, and ends the program with an error that recover does not
// catch. This is luck with the timing, hence the long loop. -race reports the two accesses before
// that, since both are Go code; it needs no unlucky moment. Valgrind runs one thread at a time, so
// there the moment may not come. The keys are there from the start, so that the map never grows
// under the hands of the other.
package main

/*
#cgo CFLAGS: -O0 -pthread
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

extern void interopfuzzSeen(long);

static void *deliver(void *arg) {
	time_t end = time(NULL) + 4;
	for (long i = 0; i < 200000 && time(NULL) < end; i++)
		interopfuzzSeen(i);
	return NULL;
}

static void run(void) {
	pthread_t a, b;
	if (pthread_create(&a, NULL, deliver, NULL) != 0 || pthread_create(&b, NULL, deliver, NULL) != 0)
		abort();
	pthread_join(a, NULL);
	pthread_join(b, NULL);
}
*/
import "C"

import (
	"fmt"
	"runtime"
)

var seen = map[int]int{}

//export interopfuzzSeen
func interopfuzzSeen(n C.long) {
	for i := 0; i < 64; i++ {
		seen[i]++ // GUILTY
	}
}

func main() {
	for i := 0; i < 64; i++ {
		seen[i] = 0
	}
	// Two callbacks at a time, even where there is only one processor.
	runtime.GOMAXPROCS(4)
	C.run()
	fmt.Println("INTEROPFUZZ silent: nobody noticed the concurrent writes")
}
