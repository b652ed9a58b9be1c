// Title: Callbacks on two C threads append to one Go slice
// Class: unsynchronised-sharing
// Guilty: go
// Expect: silent
// Expect race: tsan/data-race
// Expect valgrind: silent | clean
//
// append reads the length, writes the element and stores the length. Two at a time take the same place,
// and one element is lost. Unlike a map, a slice does not notice. -race does, as both sides are Go code.
// The slice has room for all from the start, so that nothing but elements can be lost.
package main

/*
#cgo CFLAGS: -O0 -pthread
#include <pthread.h>
#include <stdlib.h>

extern void interopfuzzAppend(int);

static void *deliver(void *arg) {
	for (int i = 0; i < 200; i++)
		interopfuzzAppend(i);
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
	"time"
)

const perCall = 1000

var events = make([]C.int, 0, 2*200*perCall)

//export interopfuzzAppend
func interopfuzzAppend(n C.int) {
	for i := 0; i < perCall; i++ {
		events = append(events, n) // GUILTY
	}
}

func main() {
	runtime.GOMAXPROCS(4)
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end); {
		events = events[:0]
		C.run()
		if n := cap(events) - len(events); n != 0 {
			fmt.Println("INTEROPFUZZ silent: events are lost")
			return
		}
	}
	fmt.Println("INTEROPFUZZ clean")
}
