package ops

// // ISO C rounds each floating-point operation by itself, as native/Makefile asks for.
// #cgo CFLAGS: -I${SRCDIR}/../../include -std=c11 -D_GNU_SOURCE -pthread
// #cgo LDFLAGS: -lm -pthread
// #include "callbacks.h"
import "C"

import (
	"runtime/cgo"
	"unsafe"
)

// lent is memory that C may read until it is given back.
type lent struct {
	address *C.uint8_t
	size    int
}

//export goOnCall
func goOnCall(user C.uintptr_t, value C.int64_t) C.int64_t {
	return value*3 + C.int64_t(cgo.Handle(user).Value().(int64))
}

//export goOnNested
func goOnNested(user C.uintptr_t, left C.int64_t) C.int64_t {
	if left <= 0 {
		return C.int64_t(C.ifz_call_depth())
	}
	var out C.int64_t
	if status := C.go_call_nested(user, left-1, &out); status != C.IFZ_OK {
		return C.int64_t(status)
	}
	return out + C.int64_t(cgo.Handle(user).Value().(int64))
}

//export goOnSend
func goOnSend(user C.uintptr_t, value C.int64_t) C.int64_t {
	cgo.Handle(user).Value().(chan int64) <- int64(value)
	return value + 1
}

//export goOnDeeper
func goOnDeeper(user C.uintptr_t, value C.int64_t) C.int64_t {
	return C.int64_t(deeper(cgo.Handle(user).Value().(int)-1, int64(value)))
}

//export goOnPoint
func goOnPoint(user C.uintptr_t, point C.ifz_point) C.ifz_point {
	return C.ifz_point{x: point.y + C.int32_t(cgo.Handle(user).Value().(int64)), y: point.x * 2}
}

//export goOnProvide
func goOnProvide(user C.uintptr_t, size *C.size_t) *C.uint8_t {
	lent := cgo.Handle(user).Value().(lent)
	*size = C.size_t(lent.size)
	return lent.address
}

//export goOnProvideOwned
func goOnProvideOwned(user C.uintptr_t, size *C.size_t) *C.uint8_t {
	data := cgo.Handle(user).Value().([]byte)
	*size = C.size_t(len(data))
	return (*C.uint8_t)(C.ifz_mem_copy(unsafe.Pointer(address(data)), C.size_t(len(data))))
}

//export goOnOrder
func goOnOrder(a, b C.int32_t) C.int32_t {
	if by := a%10 - b%10; by != 0 {
		return by
	}
	return b - a
}

//export goOnAdd
func goOnAdd(weight, a, b C.int64_t) C.int64_t { return a + b + weight }

//export goOnSubtract
func goOnSubtract(weight, a, b C.int64_t) C.int64_t { return a - b - weight }

//export goOnMultiply
func goOnMultiply(weight, a, b C.int64_t) C.int64_t { return a * b * weight }

//export goOnRelease
func goOnRelease(user C.uintptr_t) {
	handle := cgo.Handle(user)
	handle.Value().(func())()
	handle.Delete()
}

//export goOnJump
func goOnJump(value C.int64_t) C.int64_t {
	C.ifz_fault_jump(value)
	return value
}
