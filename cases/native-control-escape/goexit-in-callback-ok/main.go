// Title: A Go callback asks C to stop
// Class: native-control-escape
// Expect: clean
//
// The right way: the callback returns, C leaves its loop in its own way, and then the goroutine may
// end.
package main

/*
#cgo CFLAGS: -O0

extern int goItem(int);

static int locked;

static int each(int n) {
	if (locked)
		return -1;
	locked = 1;
	for (int i = 0; i < n; i++)
		if (goItem(i) != 0)
			break;
	locked = 0;
	return n;
}
*/
import "C"

import (
	"fmt"
	"runtime"
)

//export goItem
func goItem(i C.int) C.int {
	if i == 2 {
		return 1
	}
	return 0
}

func main() {
	done := make(chan bool)
	go func() {
		defer close(done)
		C.each(5)
		runtime.Goexit()
	}()
	<-done
	if C.each(1) == -1 {
		fmt.Println("INTEROPFUZZ silent: the goroutine ended inside of C, whose lock is held for ever")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
