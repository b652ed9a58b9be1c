// Title: It hangs where a debugger looks
// Class: native-control-escape
// Guilty: c
// Deadline: 1s
// Expect: signal/in-c/SIGSEGV
//
// The second run must end all the same.
package main

/*
#cgo CFLAGS: -O0
static void crash(volatile int *p) { *p = 1; }
*/
import "C"

import (
	"os"
	"strings"
	"time"
)

func main() {
	status, _ := os.ReadFile("/proc/self/status")
	for !strings.Contains(string(status), "TracerPid:\t0\n") {
		time.Sleep(time.Hour)
	}
	C.crash(nil)
}
