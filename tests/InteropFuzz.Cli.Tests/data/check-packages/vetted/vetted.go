// Package vetted makes a mistake that vet can read off.
package vetted

// static int one(void) { return 1; }
import "C"

import "unsafe"

// Bad makes a pointer of an integer.
func Bad(address uintptr) *int {
	_ = C.one()
	return (*int)(unsafe.Pointer(address))
}
