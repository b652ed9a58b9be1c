// Title: C code probes memory with a SIGSEGV handler of its own, then aborts
// Class: native-control-escape
// Guilty: c
// Expect: signal/in-c/SIGABRT
//
// The faults of the probe are handled; only the last signal is the death.
package main

/*
#cgo CFLAGS: -O0
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
static sigjmp_buf back;
static void on_fault(int s) { siglongjmp(back, s); }
static void probe(volatile int *p) {
	struct sigaction mine = {.sa_handler = on_fault, .sa_flags = SA_ONSTACK | SA_NODEFER}, old;
	sigaction(SIGSEGV, &mine, &old);
	if (!sigsetjmp(back, 1))
		*p = 1;
	sigaction(SIGSEGV, &old, NULL);
}
static void give_up(void) {
	for (int i = 0; i < 3; i++)
		probe(NULL);
	abort();
}
*/
import "C"

func main() { C.give_up() }
