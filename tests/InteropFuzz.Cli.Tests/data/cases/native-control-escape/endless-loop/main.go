// Title: C does not come back
// Class: native-control-escape
// Guilty: c
// Expect: timeout
// Deadline: 1s
//
// Nothing sees it but the clock.
package main

/*
#include <unistd.h>
static void wait_forever(void) {
	for (;;)
		pause();
}
*/
import "C"

func main() {
	C.wait_forever()
}
