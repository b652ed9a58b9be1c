// Package target is a target to measure engines with: C code that looks at every byte, and a fault behind a magic value of which Go
// checks the first half and C the second.
package target

// #include "toy.h"
import "C"

import "unsafe"

// One performs one input.
func One(data []byte) int {
	if len(data) == 0 {
		return 0
	}
	sum := C.toy_sum((*C.uint8_t)(unsafe.Pointer(&data[0])), C.size_t(len(data)))
	if len(data) >= 4 && data[0] == 'G' {
		if data[1] == 'o' {
			C.toy_parse((*C.uint8_t)(unsafe.Pointer(&data[2])), C.size_t(len(data)-2))
		}
	}
	_ = sum
	return 0
}
