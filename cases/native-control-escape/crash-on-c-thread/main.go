// Title: a thread that a C library started for itself dereferences NULL
// Class: native-control-escape
// Guilty: c
// Claims: S3-28
// Expect: signal/bare/SIGSEGV
// Expect asan: asan/SEGV
// Expect msan: msan/SEGV
// Expect valgrind: valgrind/invalid-read
//
// Go's signal handler finds no goroutine on a thread that Go has not made, puts the default action
// back and lets the fault happen again: the process dies of SIGSEGV without one word, and no recover
// could have helped. ASan and MSan install handlers of their own, which report any thread; Valgrind
// reports the read before the signal.
package main

/*
#cgo CFLAGS: -O0
#include <pthread.h>
#include <stddef.h>

typedef struct {
	int level;
} logger;

static logger *volatile the_logger; // nobody calls logger_init

static void *worker(void *arg) {
	the_logger->level++; // GUILTY
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
