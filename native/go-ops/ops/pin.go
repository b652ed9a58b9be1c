//go:build go1.21

package ops

// #include <interopfuzz/shim.h>
import "C"

import (
	"runtime"
	"unsafe"
)

// pinned keeps an object in its place until its Unpin.
type pinned struct{ runtime.Pinner }

func pin(data []byte) *pinned {
	p := &pinned{}
	if len(data) > 0 {
		p.Pin(&data[0])
	}
	return p
}

// lend gives C an address that a callback may return: of pinned Go memory.
func lend(data []byte) (lent, func()) {
	p := pin(data)
	return lent{address(data), len(data)}, p.Unpin
}

// gather lets C read an array of addresses of Go memory: the array may hold them because they are pinned.
func gather(parts [3][]byte, out []byte, written *C.size_t) C.ifz_status {
	p := &runtime.Pinner{}
	defer p.Unpin()
	spans := make([]C.ifz_span, len(parts))
	for i, part := range parts {
		if len(part) > 0 {
			p.Pin(&part[0])
			spans[i].data = (*C.uint8_t)(unsafe.Pointer(&part[0]))
		}
		spans[i].size = C.size_t(len(part))
	}
	return C.ifz_gather(&spans[0], C.size_t(len(spans)), (*C.uint8_t)(unsafe.Pointer(&out[0])), C.size_t(len(out)), written)
}
