// Title: a C library changes the one flag it needs and keeps SA_ONSTACK
// Class: native-control-escape
// Expect: clean
//
// The right way: what is set already stays set, SA_ONSTACK above all: goroutine stacks are too small
// for a signal frame.
package main

/*
#cgo CFLAGS: -O0
#include <signal.h>
#include <stddef.h>

// restart_calls makes interrupted calls go on after SIGUSR1, as many libraries do at start.
static int restart_calls(void) {
	struct sigaction action;
	if (sigaction(SIGUSR1, NULL, &action) != 0)
		return -1;
	action.sa_flags |= SA_RESTART;
	return sigaction(SIGUSR1, &action, NULL);
}
*/
import "C"

import (
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"syscall"
)

func main() {
	usr1 := make(chan os.Signal, 1)
	signal.Notify(usr1, syscall.SIGUSR1)
	if C.restart_calls() != 0 {
		fmt.Println("sigaction failed")
		return
	}
	// A signal to this very thread is handled at the end of the system call, while the goroutine's own small
	// stack is in use. One is enough, but Valgrind chooses another moment for it.
	runtime.LockOSThread()
	for i := 0; i < 100; i++ {
		syscall.RawSyscall(syscall.SYS_TGKILL, uintptr(syscall.Getpid()), uintptr(syscall.Gettid()), uintptr(syscall.SIGUSR1))
	}
	fmt.Println("received:", <-usr1)
}
