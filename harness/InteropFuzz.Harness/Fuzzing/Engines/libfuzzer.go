// The target for libFuzzer: see driver.c.
package main

// #include <stddef.h>
import "C"

import (
	"unsafe"

	"MODULE/target"
)

// The target gets a copy in Go's memory, as go test gives it to a FuzzXxx: libFuzzer's own is gone after the call.
//
//export interopfuzz_one
func interopfuzz_one(data unsafe.Pointer, size C.size_t) C.int {
	return C.int(target.One(C.GoBytes(data, C.int(size))))
}

func main() {}
