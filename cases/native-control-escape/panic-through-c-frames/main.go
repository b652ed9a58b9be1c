// Title: a Go callback panics and recover lifts it over C frames that hold a lock
// Class: native-control-escape
// Guilty: boundary
// Claims: S3-27
// Expect: silent
//
// A panic in an exported function runs the defers of the goroutine, those beyond the C frames too:
// recover in main works and the program goes on. But C has no defers. The frames of each() are
// dropped, its unlock never happens, and the next call finds the lock taken. Nothing is wrong with
// memory, so all tools are silent.
package main

/*
#cgo CFLAGS: -O0

extern void goItem(int);

static int locked;

// each calls Go for every item, under a lock. Returns -1 when somebody else has the lock.
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

import "fmt"

//export goItem
func goItem(i C.int) {
	if i == 2 {
		panic("item 2 is broken") // GUILTY
	}
}

func visit(n C.int) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered: %v", r)
		}
	}()
	C.each(n)
	return nil
}

func main() {
	if visit(5) == nil {
		fmt.Println("INTEROPFUZZ clean")
		return
	}
	if C.each(1) == -1 {
		fmt.Println("INTEROPFUZZ silent: the panic was recovered and C's lock is held for ever")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
