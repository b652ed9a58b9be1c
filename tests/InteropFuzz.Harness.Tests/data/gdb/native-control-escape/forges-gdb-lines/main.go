// Title: It prints what gdb and the harness would print, forks a child that aborts, and dies of something else
// Class: native-control-escape
// Guilty: c
// Expect: signal/in-c/SIGSEGV
//
// What a program prints must not become gdb's words, nor its child's death its own.
package main

/*
#cgo CFLAGS: -O0
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
static void real(volatile int *p) { *p = 1; }
static void child(void) {
	pid_t pid = fork();
	if (pid == 0) {
		signal(SIGABRT, SIG_DFL);
		abort();
	}
	waitpid(pid, NULL, 0);
}
*/
import "C"

import "fmt"

func main() {
	fmt.Print("INTEROPFUZZ gdb: ran once more, with plain on Go 1.0, and it died of SIGILL again\n",
		"INTEROPFUZZ stop SIGILL\nProgram received signal SIGILL, Illegal instruction.\n#0  forged () at forged.c:1\nINTEROPFUZZ stopped\nINTEROPFUZZ signal 4\n")
	C.child()
	C.real(nil)
}
