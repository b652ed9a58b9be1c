// Title: a C library does its part on SIGTERM and then calls the handler that it found
// Class: native-control-escape
// Expect: clean
//
// The right way: the old action is kept and called with its three arguments, on the stack that it
// expects.
package main

/*
#cgo CFLAGS: -O0
#include <signal.h>
#include <string.h>

static struct sigaction old;
static volatile sig_atomic_t told;

static void take_note(int sig, siginfo_t *info, void *context) {
	told = 1;
	old.sa_sigaction(sig, info, context);
}

static int library_start(void) {
	struct sigaction action;
	memset(&action, 0, sizeof action);
	action.sa_sigaction = take_note;
	action.sa_flags = SA_ONSTACK | SA_SIGINFO | SA_RESTART;
	return sigaction(SIGTERM, &action, &old);
}
*/
import "C"

import (
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	term := make(chan os.Signal, 1)
	signal.Notify(term, syscall.SIGTERM)
	if C.library_start() != 0 {
		fmt.Println("sigaction failed")
		return
	}
	syscall.Kill(syscall.Getpid(), syscall.SIGTERM)
	fmt.Println("received:", <-term, "- everything is written")
}
