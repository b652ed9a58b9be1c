// Title: A Go callback recovers its own panic and C hears of it as an error
// Class: native-control-escape
// Expect: clean
//
// The right way: every exported function recovers at its own border and returns a code; C unlocks and
// passes it on.
package main

/*
#cgo CFLAGS: -O0

extern int goItem(int);

static int locked;

// each calls Go for every item, under a lock. Returns -1 when somebody else has the lock.
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

import "fmt"

//export goItem
func goItem(i C.int) (code C.int) {
	defer func() {
		if recover() != nil {
			code = -1
		}
	}()
	if i == 2 {
		panic("item 2 is broken")
	}
	return 0
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
