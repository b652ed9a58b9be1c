package ops

// #include <stdlib.h>
// #include "callbacks.h"
import "C"

import (
	"bytes"
	"fmt"
	"runtime/cgo"
	"unsafe"
)

const slots, cookies = 4, 10

// memory is what C gave and the caller must free.
type memory struct {
	data *C.uint8_t
	size int
}

func (m memory) view() []byte { return unsafe.Slice((*byte)(unsafe.Pointer(m.data)), m.size) }

// machine is what the operations of one program share. Every bank has four places.
type machine struct {
	out                                       bytes.Buffer
	block, retained, callback, worker, canary [slots]C.ifz_handle
	buffer, kept, lent                        [slots][]byte
	fillPin                                   [slots]*pinned
	memory                                    [slots]memory
	weight                                    [slots]cgo.Handle
	keptPin                                   [slots]*pinned
	canarySize                                [slots]int
	released                                  int
}

func (m *machine) say(format string, values ...any) {
	if !quiet {
		fmt.Fprintf(&m.out, format, values...)
	}
}

func (m *machine) end() {
	var live C.ifz_live
	for i := range m.memory {
		C.ifz_mem_free(unsafe.Pointer(m.memory[i].data))
	}
	C.ifz_live_count(&live)
	m.say("left blocks=%d retained=%d callbacks=%d workers=%d canaries=%d raw=%d", live.blocks, live.retained, live.callbacks, live.workers, live.canaries, live.raw)
	for i := 0; i < cookies; i++ {
		if before := C.ifz_cookie_swap(C.uint32_t(i), 0); before != 0 {
			cgo.Handle(before).Delete()
		}
	}
	C.ifz_reset()
	C.ifz_live_count(&live)
	m.say(" then %d released=%d", live.blocks+live.retained+live.callbacks+live.workers+live.canaries+live.raw, m.released)
	for i := range m.weight {
		m.unlend(i)
		if m.weight[i] != 0 {
			m.weight[i].Delete()
		}
	}
}

// releasing is the user data of a release function: it ends the pin.
func (m *machine) releasing(p *pinned) cgo.Handle {
	return cgo.NewHandle(func() {
		p.Unpin()
		m.released++
	})
}

// address is that of the first byte; C gets NULL for no bytes.
func address(data []byte) *C.uint8_t {
	if len(data) == 0 {
		return nil
	}
	return (*C.uint8_t)(unsafe.Pointer(&data[0]))
}

func size(data []byte) C.size_t { return C.size_t(len(data)) }

func numberBytes(numbers []C.int32_t) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(&numbers[0])), 4*len(numbers))
}

var letters = [8]string{"a", "Z", ",", "é", "ß", "日", "本", "😀"}

// textOf is a text of so many code points, one to four bytes each.
func textOf(seed, length int) string {
	text := ""
	for i := 0; i < length; i++ {
		text += letters[(seed+i*5+i>>2)&7]
	}
	return text
}

// withText lends C a copy of a text.
func withText(text string, use func(text *C.char)) {
	copied := C.CString(text)
	defer C.free(unsafe.Pointer(copied))
	use(copied)
}

func chars(data []byte) *C.char { return (*C.char)(unsafe.Pointer(&data[0])) }
