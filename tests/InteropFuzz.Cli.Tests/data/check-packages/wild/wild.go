// Package wild has tests that do not behave.
package wild

/*
#include <unistd.h>

static int daemonise(void) {
	pid_t child = fork();
	if (child == 0) {
		setsid();
		for (;;) sleep(1000);
	}
	return child > 0;
}
*/
import "C"

// Daemonise leaves a process behind that never ends.
func Daemonise() bool { return C.daemonise() == 1 }
