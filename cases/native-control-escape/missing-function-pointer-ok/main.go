// Title: C looks whether the function pointer is set
// Class: native-control-escape
// Expect: clean
//
// The right way: what is optional is checked before it is called.
package main

/*
#cgo CFLAGS: -O0
#include <stddef.h>

struct driver {
	int (*open)(int);
	int (*close)(int); // set by drivers that need it
};

static int open_one(int n) { return n; }

static struct driver the_driver = {open_one, NULL};

static int driver_close(int n) {
	return the_driver.close ? the_driver.close(n) : 0;
}
*/
import "C"

import "fmt"

func main() {
	fmt.Println("closed", C.driver_close(1))
}
