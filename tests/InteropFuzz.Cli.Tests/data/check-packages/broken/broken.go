// Package broken builds on Go 1.21 and later: min is built in from there on.
package broken

// static int one(void) { return 1; }
import "C"

// One is 1.
func One() int { return min(int(C.one()), 2) }
