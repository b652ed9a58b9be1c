// Title: a Go callback panics on a thread that C has started
// Class: native-control-escape
// Guilty: go
// Claims: S3-27
// Expect: go-panic/user
//
// On such a thread the goroutine of the callback has no Go caller, so the panic meets no deferred
// recover but its own: the one in main stands on another goroutine. The program ends as after any
// unrecovered panic.
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

//export goDone
func goDone(code C.int) {
	if code < 0 {
		panic("the worker failed") // GUILTY
	}
}

func main() {
	defer func() { fmt.Println("recovered:", recover()) }()
	fmt.Println("worker ended with", C.run_worker())
}
