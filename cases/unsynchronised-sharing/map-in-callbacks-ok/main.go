// Title: Callbacks on two C threads write one Go map under a mutex
// Class: unsynchronised-sharing
// Expect: clean
//
// A callback may come on any thread, so what it touches needs a lock like anything that goroutines
// share.
package main

/*
#cgo CFLAGS: -O0 -pthread
#include <pthread.h>
#include <stdlib.h>

extern void interopfuzzSeenOK(long);

static void *deliver(void *arg) {
	for (long i = 0; i < 2000; i++)
		interopfuzzSeenOK(i);
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
	"sync"
)

var (
	mu   sync.Mutex
	seen = map[int]int{}
)

//export interopfuzzSeenOK
func interopfuzzSeenOK(n C.long) {
	mu.Lock()
	defer mu.Unlock()
	for i := 0; i < 64; i++ {
		seen[i]++
	}
}

func main() {
	for i := 0; i < 64; i++ {
		seen[i] = 0
	}
	// Two callbacks at a time, even where there is only one processor.
	runtime.GOMAXPROCS(4)
	C.run()
	for i, n := range seen {
		if n != 4000 {
			fmt.Printf("INTEROPFUZZ silent: %d was seen %d times of 4000\n", i, n)
			return
		}
	}
	fmt.Println("INTEROPFUZZ clean")
}
