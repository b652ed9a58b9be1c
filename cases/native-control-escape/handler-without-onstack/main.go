// Title: a C library reinstalls a signal's handler without SA_ONSTACK
// Class: native-control-escape
// Guilty: c
// Expect: go-fatal/signal-stack
//
// Go's handler stays in place but loses its stack: the kernel now runs it on the goroutine's stack,
// which may have a few hundred bytes left and no guard page. The handler notices and throws ("non-Go
// code set up signal handler without SA_ONSTACK flag"); a handler of C's own would have written past
// the stack in silence. With the signal in C code the same program would pass, as a thread's C stack
// is large enough. Instruments see nothing of their own here.
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
	action.sa_flags = SA_SIGINFO | SA_RESTART; // GUILTY
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
