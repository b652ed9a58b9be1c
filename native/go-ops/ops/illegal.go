package ops

// Operations that are faults: they run only when asked for.

// #include <stdlib.h>
// #include "callbacks.h"
import "C"

import (
	"runtime"
	"unsafe"
)

func (m *machine) badWriteFreed(bytes, value, _ int) {
	C.ifz_fault_write_freed(C.size_t(bytes), C.uint8_t(value))
	m.say("done")
}

func (m *machine) badReadFreed(bytes, _, _ int) {
	C.ifz_fault_read_freed(C.size_t(bytes))
	m.say("done")
}

func (m *machine) badDoubleFree(bytes, _, _ int) {
	C.ifz_fault_double_free(C.size_t(bytes))
	m.say("done")
}

func (m *machine) done(there bool) {
	if there {
		m.say("done")
	} else {
		m.say("none")
	}
}

func (m *machine) badMemFreeTwice(slot, _, _ int) {
	data := unsafe.Pointer(m.memory[slot].data)
	m.memory[slot] = memory{}
	C.ifz_mem_free(data)
	C.ifz_mem_free(data)
	m.done(data != nil)
}

func (m *machine) badUseAfterFree(slot, value, _ int) {
	gone := m.memory[slot]
	m.memory[slot] = memory{}
	C.ifz_mem_free(unsafe.Pointer(gone.data))
	for i, view := 0, gone.view(); i < len(view); i++ {
		view[i] = byte(value)
	}
	m.done(gone.size > 0)
}

func (m *machine) badFreeLent(slot, _, _ int) {
	C.ifz_fault_free_lent(unsafe.Pointer(address(m.buffer[slot])))
	m.say("done")
}

func (m *machine) badLeak(bytes, _, _ int) {
	C.ifz_fault_leak(C.size_t(bytes))
	m.say("done")
}

// sink keeps the compiler from dropping a read.
var sink byte

func (m *machine) badGiveFreed(bytes, _, _ int) {
	if data := C.ifz_fault_give_freed(C.size_t(bytes)); data != nil && bytes > 0 {
		sink = memory{data, bytes}.view()[bytes-1]
	}
	m.say("done")
}

func (m *machine) badWritePast(slot, by, value int) {
	data := m.buffer[slot]
	C.ifz_fault_write_past(address(data), size(data), C.size_t(by), C.uint8_t(value))
	m.say("done")
}

func (m *machine) badWriteBefore(slot, by, value int) {
	C.ifz_fault_write_before(address(m.buffer[slot]), C.size_t(by), C.uint8_t(value))
	m.say("done")
}

func (m *machine) badReadPast(slot, by, _ int) {
	data := m.buffer[slot]
	C.ifz_fault_read_past(address(data), size(data), C.size_t(by))
	m.say("done")
}

func (m *machine) badMemWritePast(slot, by, value int) {
	at := m.memory[slot]
	if at.data != nil {
		view := memory{at.data, at.size + by}.view()
		for i := at.size; i < len(view); i++ {
			view[i] = byte(value)
		}
	}
	m.done(at.data != nil)
}

func (m *machine) badSayLonger(slot, by, _ int) {
	data := m.buffer[slot]
	var written C.size_t
	C.ifz_fault_say_longer(address(data), size(data), C.size_t(by), &written)
	if len(data) > 0 {
		for _, c := range (memory{address(data), int(written)}).view() {
			sink = c
		}
	}
	m.say("%d", written)
}

// keepLent: C keeps the address of a buffer that is then collected.
func (m *machine) keepLent(slot int) {
	data := m.buffer[slot]
	C.ifz_fault_keep_lent(address(data), size(data))
	m.buffer[slot] = nil
	runtime.GC()
}

func (m *machine) badKeepLent(slot, _, _ int) {
	m.keepLent(slot)
	C.ifz_fault_read_kept()
	m.say("done")
}

func (m *machine) badTouchKept(slot, value, _ int) {
	m.keepLent(slot)
	C.ifz_fault_touch_kept(C.uint8_t(value))
	m.say("done")
}

func (m *machine) badUnpinEarly(slot, _, _ int) {
	if m.keptPin[slot] != nil {
		m.keptPin[slot].Unpin()
	}
	m.kept[slot] = nil
	runtime.GC()
	m.say("%d", C.ifz_retained_write(m.retained[slot], 0, 1))
}

func (m *machine) badStorePointer(slot, _, _ int) {
	place := new(unsafe.Pointer)
	data := unsafe.Pointer(address(m.buffer[slot]))
	C.ifz_fault_store_pointer(place, data)
	if *place == data {
		m.say("stored")
	} else {
		m.say("lost")
	}
	C.ifz_fault_store_pointer(place, nil)
}

func (m *machine) badFireUnregistered(value, _, _ int) {
	C.ifz_fault_fire_unregistered(C.int64_t(value))
	m.say("done")
}

func (m *machine) badCanaryHit(slot, offset, value int) {
	C.ifz_fault_canary_hit(m.canary[slot], C.int64_t(offset), C.uint8_t(value))
	m.say("done")
}

func (m *machine) badJumpOverCallback(value, _, _ int) {
	var out C.int64_t
	status := C.go_jump_guard(C.int64_t(value), &out)
	m.say("%d %d", status, out)
}

func (m *machine) badWriteNull(_, _, _ int) {
	C.ifz_fault_write_address(0, 1)
	m.say("done")
}

func (m *machine) badStackSmash(by, _, _ int) {
	C.ifz_fault_stack_smash(C.size_t(by))
	m.say("done")
}

func (m *machine) badPassNested(slot, _, _ int) {
	data := m.buffer[slot]
	spans := []C.ifz_span{{data: address(data), size: size(data)}}
	var room [8]C.uint8_t
	var written C.size_t
	C.ifz_gather(&spans[0], 1, &room[0], C.size_t(len(room)), &written)
	m.say("done")
}

func (m *machine) badReturnUnpinned(bytes, seed, _ int) {
	data := bufferOf(bytes, seed)
	with(lent{address(data), len(data)}, func(user C.uintptr_t) {
		var digest C.uint64_t
		C.go_call_provider(user, &digest)
	})
	m.say("done")
}

// pinForgotten is apart so that nothing refers to the pin when it is back.
//
//go:noinline
func pinForgotten(data []byte) { pin(data) }

func (m *machine) badLeakPin(slot, _, _ int) {
	pinForgotten(m.buffer[slot])
	// The first collection finds the pin, the finalizer that complains runs before the second has ended or soon after it.
	runtime.GC()
	runtime.GC()
	m.say("done")
}

func (m *machine) badStoreInC(slot, _, _ int) {
	place := (**byte)(C.ifz_mem_alloc(8))
	if data := m.buffer[slot]; len(data) > 0 {
		*place = &data[0]
	}
	C.ifz_mem_free(unsafe.Pointer(place))
	m.say("done")
}
