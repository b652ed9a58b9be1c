package ops

// #include <stdlib.h>
// #include "callbacks.h"
import "C"

import (
	"runtime"
	"runtime/cgo"
	"sync"
	"time"
	"unsafe"
)

// unlend ends what was lent to a worker that has come to its end.
func (m *machine) unlend(slot int) {
	if m.fillPin[slot] != nil {
		m.fillPin[slot].Unpin()
	}
	m.fillPin[slot], m.lent[slot] = nil, nil
}

// seven is the user data of workers, who may call when the operation is long over.
var seven = C.uintptr_t(cgo.NewHandle(int64(7)))

func (m *machine) stop(slot int) {
	C.ifz_worker_stop(m.worker[slot])
	m.worker[slot] = 0
	m.unlend(slot)
}

func (m *machine) workerStart(slot, _, _ int) {
	m.stop(slot)
	var worker C.ifz_handle
	status := C.ifz_worker_start(&worker)
	m.worker[slot] = worker
	m.say("%d", status)
}

func (m *machine) workerCall(slot, value, _ int) {
	m.say("%d", C.go_worker_call(m.worker[slot], seven, C.int64_t(value)))
}

func (m *machine) workerFill(slot, bytes, seed int) {
	data := bufferOf(bytes+1, 0)
	p := pin(data)
	status := C.ifz_worker_fill(m.worker[slot], address(data), size(data), C.uint32_t(seed))
	if status == C.IFZ_OK {
		m.lent[slot], m.fillPin[slot] = data, p
	} else {
		p.Unpin()
	}
	m.say("%d", status)
}

func (m *machine) workerWait(slot, _, _ int) {
	var out C.int64_t
	status := C.ifz_worker_wait(m.worker[slot], &out)
	m.say("%d %d sum=%08x", status, out, sum(m.lent[slot]))
	m.unlend(slot)
}

func (m *machine) workerStop(slot, _, _ int) {
	if m.worker[slot] != 0 {
		m.say("ok")
	} else {
		m.say("none")
	}
	m.stop(slot)
}

// lock: the lock is a thread's, so the goroutine stays on it.
func (m *machine) lock(_, _, _ int) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	entered := C.ifz_lock_enter()
	again := C.ifz_lock_enter()
	left := C.ifz_lock_leave()
	m.say("%d %d %d %d", entered, again, left, C.ifz_lock_leave())
}

func (m *machine) globalAdd(by, _, _ int) {
	now := C.ifz_global_add(C.int64_t(by))
	C.ifz_global_number += C.int32_t(by * 2)
	m.say("%d total=%d %s", now, C.ifz_global_total(), C.GoString(&C.ifz_global_name[0]))
}

func (m *machine) globalText(seed, length, _ int) {
	before := make([]byte, 200)
	withText(textOf(seed, length), func(text *C.char) {
		var needed C.size_t
		got := C.ifz_global_text_get(chars(before), size(before), &needed)
		set := C.ifz_global_text_set(text)
		m.say("%d needed=%d sum=%08x %d", got, needed, sum(before), set)
	})
}

func (m *machine) canaryNew(slot, bytes, _ int) {
	C.ifz_canary_free(m.canary[slot])
	C.ifz_canary_forget(m.canary[slot])
	var canary C.ifz_handle
	status := C.ifz_canary_new(C.size_t(bytes), &canary)
	m.canary[slot], m.canarySize[slot] = canary, bytes
	m.say("%d", status)
}

func (m *machine) canaryWrite(slot, seed, _ int) {
	data := C.ifz_canary_data(m.canary[slot])
	if data == nil {
		m.say("none")
		return
	}
	view := memory{data, m.canarySize[slot]}.view()
	copy(view, pattern(seed))
	m.say("sum=%08x", sum(view))
}

func (m *machine) canarySeal(slot, _, _ int) { m.say("%d", C.ifz_canary_seal(m.canary[slot])) }

func (m *machine) canaryCheck(slot, _, _ int) {
	var report C.ifz_canary_report
	status := C.ifz_canary_check(m.canary[slot], &report)
	m.say("%d zone=%d offset=%d changed=%d count=%d first=%d", status, report.zone, report.offset, report.changed, report.count, report.found[0])
}

func (m *machine) canaryFree(slot, _, _ int) { m.say("%d", C.ifz_canary_free(m.canary[slot])) }

func (m *machine) collect(_, _, _ int) {
	runtime.GC()
	m.say("ok")
}

func (m *machine) garbage(count, _, _ int) {
	total := uint32(0)
	for i := 0; i < count; i++ {
		total += sum(bufferOf(i*200, i))
	}
	m.say("%d", total)
}

// deeper takes a kilobyte of stack on each level; every eighth one goes through C.
func deeper(depth int, value int64) int64 {
	var local [1024]byte
	copy(local[:], pattern(depth))
	out := C.int64_t(value)
	if depth > 0 && depth%8 == 0 {
		with(depth, func(user C.uintptr_t) { C.go_call_deeper(user, C.int64_t(value), &out) })
	} else if depth > 0 {
		out = C.int64_t(deeper(depth-1, value))
	}
	read := C.ifz_borrow_sum(address(pattern(depth)), 1024)
	return int64(out)*3%1000003 + int64(local[int(out)&1023]) + int64(read%7)
}

// growStack begins on a small stack: that of a new goroutine.
func (m *machine) growStack(depth, value, _ int) {
	result := make(chan int64)
	go func() { result <- deeper(depth, int64(value+128)) }()
	m.say("%d", <-result)
}

func (m *machine) concurrently(threads, seed, _ int) {
	var done sync.WaitGroup
	var outs [8]int64
	for i := 0; i < threads; i++ {
		i := i
		done.Add(1)
		go func() {
			defer done.Done()
			data := bufferOf(100+50*i, seed+i)
			var called C.int64_t
			C.ifz_borrow_xor(address(data), size(data), 0x5a)
			with(int64(7), func(user C.uintptr_t) { C.go_call(user, C.int64_t(len(data)), &called) })
			outs[i] = int64(C.ifz_borrow_sum(address(data), size(data))) + int64(called)
		}()
	}
	done.Wait()
	total := int64(0)
	for _, out := range outs[:threads] {
		total = total*31 + out
	}
	m.say("%d", total)
}

// channel: callbacks on threads of C send, a goroutine adds up and answers.
func (m *machine) channel(threads, calls, _ int) {
	sent, answer := make(chan int64), make(chan int64)
	go func() {
		total := int64(0)
		for value := range sent {
			total += value*value + 1
		}
		answer <- total
	}()
	with(sent, func(user C.uintptr_t) {
		var out C.int64_t
		status := C.go_send_on_threads(user, C.uint32_t(threads), C.uint32_t(calls), &out)
		close(sent)
		m.say("%d %d total=%d", status, out, <-answer)
	})
}

// handed is memory of C on its way from goroutine to goroutine.
type handed struct {
	memory memory
	key    int
}

func (m *machine) handOver(stages, bytes, seed int) {
	data := bufferOf(bytes, seed)
	first := make(chan handed)
	from := first
	for i := 0; i < stages; i++ {
		to := make(chan handed)
		go func(from <-chan handed, to chan<- handed) {
			h := <-from
			C.ifz_borrow_xor(h.memory.data, C.size_t(h.memory.size), C.uint8_t(h.key))
			h.key++
			to <- h
		}(from, to)
		from = to
	}
	first <- handed{memory{(*C.uint8_t)(C.ifz_mem_copy(unsafe.Pointer(address(data)), size(data))), bytes}, seed}
	last := <-from
	m.say("%d sum=%08x", last.key, sum(last.memory.view()))
	C.ifz_mem_free(unsafe.Pointer(last.memory.data))
}

// owner is an object that owns a block; padding keeps it out of the tiny allocator, whose objects die together.
type owner struct {
	block   uint32
	padding [64]byte
}

//go:noinline
func orphan(block C.ifz_handle) {
	whenCollected(&owner{block: uint32(block)}, func(block uint32) { C.ifz_block_release(C.ifz_handle(block)) })
}

func (m *machine) finalize(bytes, _, _ int) {
	var block C.ifz_handle
	status := C.ifz_block_new(C.size_t(bytes), 1, &block)
	orphan(block)
	before := C.ifz_block_references(block)
	// Some ten seconds: a machine may be busy.
	for try := 0; try < 5000 && C.ifz_block_references(block) != 0; try++ {
		runtime.GC()
		time.Sleep(time.Duration(try) * time.Microsecond)
	}
	m.say("%d %d then %d", status, before, C.ifz_block_references(block))
}

func (m *machine) echo(value, _, _ int) {
	m.say("%d %d %d %d %d %d", C.ifz_echo_i8(C.int8_t(value)), C.ifz_echo_u8(C.uint8_t(value)), C.ifz_echo_i16(C.int16_t(value*257)), C.ifz_echo_u16(C.uint16_t(value*257)),
		C.ifz_echo_i32(C.int32_t(value*65537)), C.ifz_echo_u32(C.uint32_t(value)*65537))
	wide := C.int64_t(value) * 4295032833
	m.say(" %d %d %d %d %d", C.ifz_echo_i64(wide), C.ifz_echo_u64(C.uint64_t(wide)), int(C.ifz_echo_f32(C.float(value)*2)), int(C.ifz_echo_f64(C.double(value)*4)), bit(bool(C.ifz_echo_bool(C.bool(value%2 != 0)))))
	m.say(" %016x", uint64(C.ifz_many(C.int8_t(value), C.uint16_t(value*3), C.int32_t(value), wide, C.float(value), C.double(value)*0.5, C.uint8_t(value), C.int16_t(value*5), C.uint32_t(value), C.uint64_t(wide), C.double(value)*0.25, C.bool(value > 0))))
}
