// Title: A Go callback on a C thread recovers its own panic
// Class: native-control-escape
// Expect: clean
//
// The right way: an exported function that may panic recovers by itself and keeps the error for those
// who wait for it.
package main

/*
#cgo CFLAGS: -O0
#include <pthread.h>

extern void goDone(int);

static void *worker(void *arg) {
	goDone(-1);
	return arg;
}

static int run_worker(void) {
	pthread_t thread;
	if (pthread_create(&thread, 0, worker, 0) != 0)
		return -1;
	return pthread_join(thread, 0);
}
*/
import "C"

import "fmt"

// failure is read after C has joined the thread.
var failure any

//export goDone
func goDone(code C.int) {
	defer func() { failure = recover() }()
	if code < 0 {
		panic("the worker failed")
	}
}

func main() {
	fmt.Println("worker ended with", C.run_worker(), failure)
}
