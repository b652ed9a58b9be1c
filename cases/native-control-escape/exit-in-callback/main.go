// Title: a Go callback calls C exit while Go and C still hold what is not written
// Class: native-control-escape
// Guilty: go
// Claims: S3-26
// Expect: exit/4
//
// exit flushes stdio and runs atexit functions, but nothing of Go: the defer of main and its buffered
// writer are lost. The callback's frames and C's are simply left. The exit code is all there is to
// see.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>

extern void goItem(int);

static int each(int n) {
	for (int i = 0; i < n; i++)
		goItem(i);
	return n;
}
*/
import "C"

import (
	"bufio"
	"fmt"
	"os"
)

var out = bufio.NewWriter(os.Stdout)

//export goItem
func goItem(i C.int) {
	fmt.Fprintln(out, "item", i)
	if i == 2 {
		C.exit(4) // GUILTY
	}
}

func main() {
	defer out.Flush()
	C.each(5)
}
