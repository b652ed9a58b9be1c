// Title: Callbacks on two C threads append to one Go slice, with a lock
// Class: unsynchronised-sharing
// Expect: clean
//
// A callback is Go code on some thread, and locks like any other.
package main

/*
#cgo CFLAGS: -O0 -pthread
#include <pthread.h>
#include <stdlib.h>

extern void interopfuzzAppendOK(int);

static void *deliver(void *arg) {
	for (int i = 0; i < 200; i++)
		interopfuzzAppendOK(i);
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

const perCall = 1000

var lock sync.Mutex

var events = make([]C.int, 0, 2*200*perCall)

//export interopfuzzAppendOK
func interopfuzzAppendOK(n C.int) {
	lock.Lock()
	defer lock.Unlock()
	for i := 0; i < perCall; i++ {
		events = append(events, n)
	}
}

func main() {
	runtime.GOMAXPROCS(4)
	C.run()
	if n := cap(events) - len(events); n != 0 {
		fmt.Println("INTEROPFUZZ silent: events are lost")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
