// Title: a Go callback returns its error and C leaves the loop itself
// Class: native-control-escape
// Expect: clean
//
// The right way: an error comes back through every frame as a return value. C may longjmp, but only
// over frames of its own.
package main

/*
#cgo CFLAGS: -O0

extern int goItem(int);

// each calls Go for every item and returns early when something in there fails.
static int each(int n) {
	for (int i = 0; i < n; i++)
		if (goItem(i) != 0)
			return -1;
	return n;
}
*/
import "C"

import "fmt"

//export goItem
func goItem(i C.int) C.int {
	if i == 2 {
		return -1
	}
	return 0
}

func main() {
	fmt.Println("each returned", C.each(5))
}
