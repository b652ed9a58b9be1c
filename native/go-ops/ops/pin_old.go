//go:build !go1.21

package ops

// #include <interopfuzz/shim.h>
import "C"

import "unsafe"

// pinned only keeps an object alive: before Go 1.21 there is no runtime.Pinner, and no collector of Go has ever moved one.
type pinned struct{ data []byte }

func pin(data []byte) *pinned { return &pinned{data} }

func (p *pinned) Unpin() { p.data = nil }

// lend gives C an address that a callback may return: without a Pinner that of a copy in C.
func lend(data []byte) (lent, func()) {
	copied := C.ifz_mem_copy(unsafe.Pointer(address(data)), C.size_t(len(data)))
	return lent{(*C.uint8_t)(copied), len(data)}, func() { C.ifz_mem_free(copied) }
}

// gather copies to C first: without a Pinner an array of Go addresses may not cross.
func gather(parts [3][]byte, out []byte, written *C.size_t) C.ifz_status {
	spans := (*[3]C.ifz_span)(C.ifz_mem_alloc(C.size_t(unsafe.Sizeof([3]C.ifz_span{}))))
	for i, part := range parts {
		spans[i].data = (*C.uint8_t)(C.ifz_mem_copy(unsafe.Pointer(address(part)), C.size_t(len(part))))
		spans[i].size = C.size_t(len(part))
	}
	status := C.ifz_gather(&spans[0], 3, (*C.uint8_t)(unsafe.Pointer(&out[0])), C.size_t(len(out)), written)
	for i := range spans {
		C.ifz_mem_free(unsafe.Pointer(spans[i].data))
	}
	C.ifz_mem_free(unsafe.Pointer(spans))
	return status
}
