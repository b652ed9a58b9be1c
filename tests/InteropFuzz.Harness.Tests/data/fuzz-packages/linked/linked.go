// Package linked calls a C library that no system has.
package linked

// #cgo LDFLAGS: -lcount
// #include "count.h"
import "C"

import "unsafe"

// Count counts letters.
func Count(data []byte) int {
	if len(data) == 0 {
		return 0
	}
	return int(C.count_letters((*C.uchar)(unsafe.Pointer(&data[0])), C.size_t(len(data))))
}
