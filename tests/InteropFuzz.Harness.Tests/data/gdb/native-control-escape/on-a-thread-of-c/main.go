// Title: A thread that C has started dies
// Class: native-control-escape
// Guilty: c
// Expect: signal/bare/SIGSEGV
//
// Go prints nothing at all.
package main

/*
#cgo CFLAGS: -O0
#cgo LDFLAGS: -lpthread
#include <pthread.h>
#include <stddef.h>
static void broken(volatile int *p) { *p = 1; }
static void *worker(void *arg) { broken(arg); return NULL; }
static void start(void) {
	pthread_t t;
	pthread_create(&t, NULL, worker, NULL);
	pthread_join(t, NULL);
}
*/
import "C"

func main() { C.start() }
