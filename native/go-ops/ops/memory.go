package ops

// #include <stdlib.h>
// #include "callbacks.h"
import "C"

import (
	"runtime/cgo"
	"unsafe"
)

func (m *machine) blockNew(slot, bytes, fill int) {
	C.ifz_block_release(m.block[slot])
	m.block[slot] = 0
	var block C.ifz_handle
	status := C.ifz_block_new(C.size_t(bytes), C.uint8_t(fill), &block)
	m.block[slot] = block
	m.say("%d", status)
}

func (m *machine) blockRetain(slot, _, _ int) {
	status := C.ifz_block_retain(m.block[slot])
	m.say("%d references=%d", status, C.ifz_block_references(m.block[slot]))
}

func (m *machine) blockRelease(slot, _, _ int) {
	status := C.ifz_block_release(m.block[slot])
	m.say("%d references=%d released=%d", status, C.ifz_block_references(m.block[slot]), m.released)
}

func (m *machine) blockWrite(slot, offset, bytes int) {
	data := bufferOf(bytes, offset)
	m.say("%d", C.ifz_block_write(m.block[slot], C.size_t(offset), address(data), size(data)))
}

func (m *machine) blockRead(slot, offset, bytes int) {
	data := bufferOf(bytes, 0)
	status := C.ifz_block_read(m.block[slot], C.size_t(offset), address(data), size(data))
	m.say("%d sum=%08x", status, sum(data))
}

func (m *machine) blockResize(slot, bytes, _ int) {
	status := C.ifz_block_resize(m.block[slot], C.size_t(bytes))
	var now C.size_t
	C.ifz_block_size(m.block[slot], &now)
	m.say("%d size=%d", status, now)
}

func (m *machine) blockDigest(slot, _, _ int) {
	var digest C.uint64_t
	status := C.ifz_block_digest(m.block[slot], &digest)
	m.say("%d digest=%016x", status, uint64(digest))
}

func (m *machine) blockView(slot, value, _ int) {
	data := C.ifz_block_data(m.block[slot])
	var bytes C.size_t
	if data == nil || C.ifz_block_size(m.block[slot], &bytes) != C.IFZ_OK {
		m.say("none")
		return
	}
	view := memory{data, int(bytes)}.view()
	for i := 0; i < len(view); i += 16 {
		view[i] = byte(value)
	}
	m.say("sum=%08x", sum(view))
}

func (m *machine) blockClone(slot, to, _ int) {
	var clone C.ifz_handle
	status := C.ifz_block_clone(m.block[slot], &clone)
	C.ifz_block_release(m.block[to])
	m.block[to] = clone
	m.say("%d released=%d", status, m.released)
}

func (m *machine) blockDetach(slot, _, _ int) {
	var data *C.uint8_t
	var bytes C.size_t
	status := C.ifz_block_detach(m.block[slot], &data, &bytes)
	m.say("%d size=%d sum=%08x", status, bytes, sum(memory{data, int(bytes)}.view()))
	C.ifz_mem_free(unsafe.Pointer(data))
}

func (m *machine) blockAdopt(slot, bytes, seed int) {
	C.ifz_block_release(m.block[slot])
	m.block[slot] = 0
	data := bufferOf(bytes+1, seed)
	p := pin(data)
	user := m.releasing(p)
	var block C.ifz_handle
	status := C.go_adopt(address(data), size(data), C.uintptr_t(user), &block)
	if status != C.IFZ_OK {
		p.Unpin()
		user.Delete()
	}
	m.block[slot] = block
	m.say("%d released=%d", status, m.released)
}

func (m *machine) memCopy(slot, bytes, seed int) {
	C.ifz_mem_free(unsafe.Pointer(m.memory[slot].data))
	data := bufferOf(bytes, seed)
	m.memory[slot] = memory{data: (*C.uint8_t)(C.ifz_mem_copy(unsafe.Pointer(address(data)), size(data)))}
	if m.memory[slot].data != nil {
		m.memory[slot].size = bytes
	}
	m.say("%d sum=%08x", m.memory[slot].size, sum(m.memory[slot].view()))
}

// zeros are read only.
var zeros [longest]byte

func (m *machine) memResize(slot, bytes, _ int) {
	old := &m.memory[slot]
	word := "none"
	if data := (*C.uint8_t)(C.ifz_mem_resize(unsafe.Pointer(old.data), C.size_t(bytes))); data != nil {
		word = "ok"
		kept := old.size
		if bytes < kept {
			kept = bytes
		}
		*old = memory{data, bytes}
		copy(old.view()[kept:], zeros[:])
	}
	m.say("%s size=%d sum=%08x", word, old.size, sum(old.view()))
}

func (m *machine) memFree(slot, _, _ int) {
	if m.memory[slot].data != nil {
		m.say("ok")
	} else {
		m.say("none")
	}
	C.ifz_mem_free(unsafe.Pointer(m.memory[slot].data))
	m.memory[slot] = memory{}
}

func (m *machine) bufferNew(slot, bytes, seed int) {
	m.buffer[slot] = bufferOf(bytes, seed)
	m.say("sum=%08x", sum(m.buffer[slot]))
}

func (m *machine) bufferSum(slot, _, _ int) {
	m.say("%d sum=%08x", len(m.buffer[slot]), sum(m.buffer[slot]))
}

func (m *machine) borrowSum(slot, _, _ int) {
	m.say("%d", C.ifz_borrow_sum(address(m.buffer[slot]), size(m.buffer[slot])))
}

func (m *machine) borrowXor(slot, key, _ int) {
	data := m.buffer[slot]
	status := C.ifz_borrow_xor(address(data), size(data), C.uint8_t(key))
	m.say("%d sum=%08x", status, sum(data))
}

// retain: the buffer leaves its place; from now on it is C's to say when it may go.
func (m *machine) retain(slot, buffer, _ int) {
	C.ifz_retained_release(m.retained[slot])
	m.retained[slot], m.kept[slot] = 0, nil
	data := m.buffer[buffer]
	p := pin(data)
	user := m.releasing(p)
	var retained C.ifz_handle
	status := C.go_retain(address(data), size(data), C.uintptr_t(user), &retained)
	if status == C.IFZ_OK {
		m.retained[slot], m.kept[slot], m.keptPin[slot], m.buffer[buffer] = retained, data, p, nil
	} else {
		p.Unpin()
		user.Delete()
	}
	m.say("%d released=%d", status, m.released)
}

func (m *machine) retainedWrite(slot, offset, value int) {
	status := C.ifz_retained_write(m.retained[slot], C.size_t(offset), C.uint8_t(value))
	var digest C.uint64_t
	C.ifz_retained_digest(m.retained[slot], &digest)
	m.say("%d digest=%016x", status, uint64(digest))
}

// retainedRead: both sides look at the same byte.
func (m *machine) retainedRead(slot, offset, _ int) {
	var value C.uint8_t
	status := C.ifz_retained_read(m.retained[slot], C.size_t(offset), &value)
	mine := -1
	if status == C.IFZ_OK {
		mine = int(m.kept[slot][offset])
	}
	m.say("%d %d %d", status, value, mine)
}

func (m *machine) retainedRelease(slot, _, _ int) {
	status := C.ifz_retained_release(m.retained[slot])
	m.kept[slot] = nil
	m.say("%d released=%d", status, m.released)
}

func (m *machine) cookieSwap(slot, value, _ int) {
	before := cgo.Handle(C.ifz_cookie_swap(C.uint32_t(slot), C.uintptr_t(cgo.NewHandle(value))))
	if before == 0 {
		m.say("none")
		return
	}
	m.say("%d", before.Value().(int))
	before.Delete()
}

func (m *machine) fill(slot, value, _ int) {
	data := m.buffer[slot]
	status := C.ifz_fill(address(data), size(data), C.uint8_t(value))
	m.say("%d sum=%08x", status, sum(data))
}

func (m *machine) pattern(slot, seed, _ int) {
	data := m.buffer[slot]
	status := C.ifz_pattern(address(data), size(data), C.uint32_t(seed))
	same := C.ifz_pattern_differs(address(data), size(data), C.uint32_t(seed))
	other := C.ifz_pattern_differs(address(data), size(data), C.uint32_t(seed+1))
	m.say("%d sum=%08x %d %d", status, sum(data), same, other)
}

func (m *machine) copy(slot, to, _ int) {
	if slot == to {
		m.say("same")
		return
	}
	from, data := m.buffer[slot], m.buffer[to]
	var copied C.size_t
	status := C.ifz_copy(address(data), size(data), address(from), size(from), &copied)
	m.say("%d copied=%d sum=%08x", status, copied, sum(data))
}

func (m *machine) reverse(slot, _, _ int) {
	data := m.buffer[slot]
	turned := C.ifz_reverse(address(data), size(data))
	moved := C.ifz_move(address(data), size(data), 0, size(data)/3, size(data)/2)
	m.say("%d %d sum=%08x", turned, moved, sum(data))
}

func (m *machine) compare(slot, to, _ int) {
	a, b := m.buffer[slot], m.buffer[to]
	order := C.ifz_compare(address(a), size(a), address(b), size(b))
	var first byte
	if len(b) > 0 {
		first = b[0]
	}
	m.say("%d found=%d", order, C.ifz_find(address(a), size(a), C.uint8_t(first)))
}

func (m *machine) gather(slot, to, _ int) {
	a, b := m.buffer[slot], m.buffer[to]
	out := bufferOf(4096, 0)
	var written C.size_t
	status := gather([3][]byte{a, b, a[:len(a)/2]}, out, &written)
	m.say("%d written=%d sum=%08x", status, written, sum(out))
}

func (m *machine) part(slot, offset, bytes int) {
	part := m.buffer[slot]
	if offset > len(part) {
		offset = len(part)
	}
	part = part[offset:]
	if bytes < len(part) {
		part = part[:bytes:bytes]
	}
	status := C.ifz_borrow_xor(address(part), size(part), 0x3c)
	m.say("%d bytes=%d sum=%08x", status, len(part), sum(m.buffer[slot]))
}
