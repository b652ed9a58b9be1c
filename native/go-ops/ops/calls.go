package ops

// #include <stdlib.h>
// #include "callbacks.h"
import "C"

import (
	"runtime"
	"runtime/cgo"
	"syscall"
)

// with lends C a handle to a value for the call.
func with(value any, use func(user C.uintptr_t)) {
	handle := cgo.NewHandle(value)
	defer handle.Delete()
	use(C.uintptr_t(handle))
}

// number is the text of a number: it is the thread's, so the goroutine stays on it until it is copied.
func number(value int64) string {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	return C.GoString(C.ifz_str_of_i64(C.int64_t(value)))
}

func (m *machine) call(value, _, _ int) {
	with(int64(5), func(user C.uintptr_t) {
		var out C.int64_t
		status := C.go_call(user, C.int64_t(value), &out)
		m.say("%d %d", status, out)
	})
}

func (m *machine) callMany(from, count, _ int) {
	with(int64(5), func(user C.uintptr_t) {
		var out C.int64_t
		status := C.go_call_many(user, C.int64_t(from), C.uint32_t(count), &out)
		m.say("%d %d", status, out)
	})
}

func (m *machine) callNested(depth, value, _ int) {
	with(int64(value), func(user C.uintptr_t) {
		var out C.int64_t
		status := C.go_call_nested(user, C.int64_t(depth), &out)
		m.say("%d %d depth=%d", status, out, C.ifz_call_depth())
	})
}

func (m *machine) callOnThread(value, _, _ int) {
	with(int64(5), func(user C.uintptr_t) {
		var out C.int64_t
		status := C.go_call_on_thread(user, C.int64_t(value), &out)
		m.say("%d %d", status, out)
	})
}

func (m *machine) callOnThreads(threads, calls, _ int) {
	with(int64(5), func(user C.uintptr_t) {
		var out C.int64_t
		status := C.go_call_on_threads(user, C.uint32_t(threads), C.uint32_t(calls), &out)
		m.say("%d %d", status, out)
	})
}

func (m *machine) callPoint(x, y, _ int) {
	with(int64(5), func(user C.uintptr_t) {
		var out C.ifz_point
		status := C.go_call_point(user, C.ifz_point{C.int32_t(x), C.int32_t(y)}, &out)
		m.say("%d %d,%d", status, out.x, out.y)
	})
}

// callProvider: what a callback returns must be pinned, since C reads it when the callback is back.
func (m *machine) callProvider(bytes, seed, _ int) {
	data, done := lend(bufferOf(bytes, seed))
	defer done()
	with(data, func(user C.uintptr_t) {
		var digest C.uint64_t
		status := C.go_call_provider(user, &digest)
		m.say("%d digest=%016x", status, uint64(digest))
	})
}

func (m *machine) callProviderOwned(bytes, seed, _ int) {
	with(bufferOf(bytes, seed), func(user C.uintptr_t) {
		var digest C.uint64_t
		status := C.go_call_provider_owned(user, &digest)
		m.say("%d digest=%016x", status, uint64(digest))
	})
}

func (m *machine) callSort(seed, count, _ int) {
	numbers := numbersOf(seed, count, 0)
	status := C.go_call_sort(&numbers[0], C.size_t(count))
	m.say("%d sum=%08x", status, sum(numberBytes(numbers[:])))
}

func (m *machine) register(slot, weight, _ int) {
	C.ifz_unregister(m.callback[slot])
	m.forget(slot)
	m.weight[slot] = cgo.NewHandle(int64(weight))
	var callback C.ifz_handle
	status := C.go_register(C.uintptr_t(m.weight[slot]), &callback)
	m.callback[slot] = callback
	m.say("%d", status)
}

func (m *machine) forget(slot int) {
	if m.weight[slot] != 0 {
		m.weight[slot].Delete()
		m.weight[slot] = 0
	}
}

func (m *machine) fire(slot, value, _ int) {
	var out C.int64_t
	status := C.ifz_fire(m.callback[slot], C.int64_t(value), &out)
	m.say("%d %d", status, out)
}

func (m *machine) fireOnThread(slot, value, _ int) {
	var out C.int64_t
	status := C.ifz_fire_on_thread(m.callback[slot], C.int64_t(value), &out)
	m.say("%d %d", status, out)
}

func (m *machine) unregister(slot, _, _ int) {
	m.say("%d", C.ifz_unregister(m.callback[slot]))
	m.forget(slot)
}

func (m *machine) stackCall(frames, value, _ int) {
	with(int64(5), func(user C.uintptr_t) {
		var out, other C.int64_t
		status := C.go_stack_call(C.uint32_t(frames), user, C.int64_t(value), &out)
		on := C.go_stack_call_on(C.IFZ_LIMIT_STACK*2, user, C.int64_t(value+1), &other)
		m.say("%d %d %d %d", status, out, on, other)
	})
}

func errnoOf(err error) int {
	if err == nil {
		return 0
	}
	return int(err.(syscall.Errno))
}

func (m *machine) errnoFail(error, result, _ int) {
	answer, err := C.ifz_errno_fail(C.int32_t(error), C.int32_t(result))
	m.say("%d errno=%d", answer, errnoOf(err))
}

func (m *machine) errnoOpenNothing(_, _, _ int) {
	answer, err := C.ifz_errno_open_nothing()
	m.say("%d errno=%d", answer, errnoOf(err))
}

func (m *machine) errnoText(error, _, _ int) {
	text := make([]byte, 24)
	status := C.ifz_errno_text(C.int32_t(error), chars(text), size(text))
	m.say("%d %s", status, C.GoString(chars(text)))
}

func (m *machine) vaSum(seed, count, _ int) {
	var values [10]C.int64_t
	for i := range values {
		values[i] = C.int64_t(seed+i) << (4 * uint(i))
	}
	m.say("%d", C.ifz_va_sum_of(&values[0], C.uint32_t(count)))
}

func (m *machine) vaFormat(seed, length, value int) {
	out := make([]byte, 60)
	withText(textOf(seed, length), func(text *C.char) {
		wanted := C.ifz_va_format_three(chars(out), size(out), text, C.int64_t(value)*1000000007, C.double(value)*0.125)
		m.say("%d sum=%08x", wanted, sum(out))
	})
}

func (m *machine) jumpInside(depth, value, _ int) {
	var out C.int32_t
	status := C.ifz_jump_inside(C.uint32_t(depth), C.int32_t(value), &out)
	m.say("%d %d", status, out)
}

func (m *machine) signal(count, _, _ int) {
	const usr1 = 10
	var onStack C.bool
	handled, raised := C.ifz_signal_handle(usr1), C.ifz_status(C.IFZ_OK)
	for i := 0; i < count; i++ {
		raised = C.ifz_signal_raise(usr1)
	}
	thread := C.ifz_signal_on_thread(usr1, &onStack)
	seen := C.ifz_signal_count(usr1)
	m.say("%d %d %d %d count=%d", handled, raised, thread, bit(bool(onStack)), seen)
	restored := C.ifz_signal_restore(usr1)
	m.say(" %d %d", restored, C.ifz_signal_raise(usr1))
}

func (m *machine) stackUse(frames, bytes, _ int) {
	var deep, wide C.uint64_t
	went := C.ifz_stack_deep(C.uint32_t(frames), &deep)
	lay := C.ifz_stack_wide(C.size_t(bytes*6), C.uint32_t(frames), &wide)
	m.say("%d %016x %d %016x", went, uint64(deep), lay, uint64(wide))
}
