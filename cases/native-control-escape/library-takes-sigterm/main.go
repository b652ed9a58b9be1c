// Title: a C library takes SIGTERM for itself and Go's orderly end does not happen
// Class: native-control-escape
// Guilty: c
// Expect: exit/70
//
// The library installs its own handler, with SA_ONSTACK as it should, but without calling the one that
// it found: Go's, which would have passed the signal on to signal.Notify. The process ends at once,
// with the library's code; what main had still to write is lost. The same with SIGSEGV makes a crash
// of every nil dereference in Go that recover would have caught. No memory is misused, and no tool
// looks at handlers.
package main

/*
#cgo CFLAGS: -O0
#include <signal.h>
#include <string.h>
#include <unistd.h>

static void give_up(int sig) {
	(void)sig;
	_exit(70);
}

static int library_start(void) {
	struct sigaction action;
	memset(&action, 0, sizeof action);
	action.sa_handler = give_up;
	action.sa_flags = SA_ONSTACK;
	return sigaction(SIGTERM, &action, NULL); // GUILTY
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
