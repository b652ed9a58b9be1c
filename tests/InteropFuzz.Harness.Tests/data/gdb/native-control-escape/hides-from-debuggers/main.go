// Title: It dies only where nobody looks
// Class: native-control-escape
// Guilty: c
// Expect: signal/in-c/SIGSEGV
//
// Under a debugger it ends well, so what that shows is not this crash.
package main

/*
#cgo CFLAGS: -O0
static void crash(volatile int *p) { *p = 1; }
*/
import "C"

import (
	"os"
	"strings"
)

func main() {
	status, _ := os.ReadFile("/proc/self/status")
	if strings.Contains(string(status), "TracerPid:\t0\n") {
		C.crash(nil)
	}
}
