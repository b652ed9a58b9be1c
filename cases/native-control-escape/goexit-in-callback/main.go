// Title: a Go callback ends its goroutine with runtime.Goexit under C frames
// Class: native-control-escape
// Guilty: go
// Expect: silent
//
// runtime.Goexit (t.FailNow calls it, too) runs the defers of the goroutine and then ends it, C frames
// included: each() never gets to free its buffer and to unlock. The goroutine is gone in good order,
// the program goes on, and no tool has anything to say.
package main

/*
#cgo CFLAGS: -O0

extern void goItem(int);

static int locked;

static int each(int n) {
	if (locked)
		return -1;
	locked = 1;
	for (int i = 0; i < n; i++)
		goItem(i);
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
func goItem(i C.int) {
	if i == 2 {
		runtime.Goexit() // GUILTY
	}
}

func main() {
	done := make(chan bool)
	go func() {
		defer close(done)
		C.each(5)
	}()
	<-done
	if C.each(1) == -1 {
		fmt.Println("INTEROPFUZZ silent: the goroutine ended inside of C, whose lock is held for ever")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
