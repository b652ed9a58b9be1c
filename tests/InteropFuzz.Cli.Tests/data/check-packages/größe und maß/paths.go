// Package paths lies in a folder with blanks and letters beyond ASCII.
package paths

// static int *none(void) { return 0; }
// static int follow(int *p) { return *p; }
import "C"

// Follow follows a null pointer.
func Follow() int { return int(C.follow(C.none())) }
