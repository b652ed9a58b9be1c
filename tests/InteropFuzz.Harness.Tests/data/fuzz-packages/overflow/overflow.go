// Package overflow reads records, in C.
package overflow

// #include "record.h"
import "C"

import "unsafe"

// Sum gives the sum of a record's bytes, when Go's half of its mark is there.
func Sum(data []byte) int {
	if len(data) < 2 || data[0] != 'G' {
		return -1
	}
	data = data[1:]
	return int(C.record_sum((*C.uchar)(unsafe.Pointer(&data[0])), C.size_t(len(data))))
}
