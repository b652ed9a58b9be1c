// Title: a thread that a C library started for itself finds what it needs
// Class: native-control-escape
// Expect: clean
//
// The right way: what the thread works on is there before the thread is. Nothing else can catch the
// fault: neither recover nor a Go signal handler reaches a thread of C.
package main

/*
#cgo CFLAGS: -O0
#include <pthread.h>
#include <stddef.h>

typedef struct {
	int level;
} logger;

static logger first_logger;
static logger *volatile the_logger = &first_logger;

static void *worker(void *arg) {
	the_logger->level++;
	return arg;
}

static int run_worker(void) {
	pthread_t thread;
	if (pthread_create(&thread, NULL, worker, NULL) != 0)
		return -1;
	return pthread_join(thread, NULL);
}
*/
import "C"

import "fmt"

func main() {
	fmt.Println("worker ended with", C.run_worker())
}
