// Title: A Go callback returns its error and main ends the program
// Class: native-control-escape
// Expect: clean
//
// The right way: the callback returns, the frames of C and of Go are left one by one, and main writes
// what is buffered.
package main

/*
#cgo CFLAGS: -O0

extern int goItem(int);

static int each(int n) {
	for (int i = 0; i < n; i++)
		if (goItem(i) != 0)
			return -1;
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
func goItem(i C.int) C.int {
	fmt.Fprintln(out, "item", i)
	if i == 2 {
		return 1
	}
	return 0
}

func main() {
	defer out.Flush()
	C.each(5)
}
