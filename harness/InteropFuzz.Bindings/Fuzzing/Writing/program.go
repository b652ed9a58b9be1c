// Reading programs of calls, and the rules of ownership that keep them legal.
// Which calls are performed depends on the bytes alone, never on what C returned; a call that needs a
// handle which C could not make is left out.

package target

/*
#include <stdlib.h>
#include <string.h>
*/
import "C"

import (
	"math"
	"unsafe"
)

const (
	slots         = 4   // places for handles of one kind, and for what was written last
	mostCalls     = 256 // of one program
	deepestMaking = 4   // handles made for the making of handles
)

// An operation is a function of the header.
type operation struct {
	name     string
	after    []int // functions of which one must have been called with the handle before
	notAfter []int // functions after which it may not be called with the handle
	forgets  []int // functions to which the handle counts as never given, afterwards
	distinct bool  // its handles must be different ones
	free     bool  // its first handle does not keep the others
}

// A kind of handle: which operations make and end one, and how many bytes stand before the slot there.
type kind struct {
	name                string
	maker, beforeMaking int
	ender, beforeEnding int
}

// A handle is a place for one object.
type handle struct {
	kind, slot int
	made       bool
	pointer    unsafe.Pointer // nil when C could not make it
	serial     int
	held       int       // handles that keep this one
	holds      []*handle // handles that this one keeps
	marks      [(len(operations) + 63) / 64]uint64
}

type role int

const (
	uses role = iota
	makes
	ends
)

// A use is what a call does with a handle.
type use struct {
	*handle
	role role
}

// A buffer is memory of C for a call.
type buffer struct {
	pointer unsafe.Pointer
	size    int
	room    int // which memory for C to write it is
}

// A program is the state of one input.
type program struct {
	data    []byte
	handles [len(kinds)][slots]handle
	scratch []unsafe.Pointer // freed after the call
	kept    []unsafe.Pointer // freed after the input
	written [slots][]byte    // what C wrote last
	rooms   int
	serial  int
	making  int
	calls   int
}

var current program

// Trace, when set, is told each call before it is made.
var Trace func(string)

// One performs a program. It gives -1 when there was nothing to call.
func One(data []byte) int {
	p := &current
	p.start(data)
	for n := 0; len(p.data) > 0 && n < mostCalls; n++ {
		number := int(p.byte())
		if len(operations) > 256 {
			number |= int(p.byte()) << 8
		}
		p.perform(number % len(operations))
	}
	p.end()
	if p.calls == 0 {
		return -1
	}
	return 0
}

func (p *program) start(data []byte) {
	p.data = data
	p.calls, p.rooms, p.serial = 0, 0, 0
	for i := range p.written {
		p.written[i] = nil
	}
	for k := range p.handles {
		for slot := range p.handles[k] {
			p.handles[k][slot] = handle{kind: k, slot: slot}
		}
	}
}

// perform reads one call and makes it; its memory is freed afterwards.
func (p *program) perform(number int) {
	mark := len(p.scratch)
	perform[number](p)
	for _, pointer := range p.scratch[mark:] {
		C.free(pointer)
	}
	p.scratch = p.scratch[:mark]
}

// end ends what is left: what nobody keeps first, the newest first.
func (p *program) end() {
	for {
		var next *handle
		for k := range p.handles {
			for slot := range p.handles[k] {
				h := &p.handles[k][slot]
				if h.made && (next == nil || (h.held == 0) != (next.held == 0) && h.held == 0 || (h.held == 0) == (next.held == 0) && h.serial > next.serial) {
					next = h
				}
			}
		}
		if next == nil {
			break
		}
		next.held = 0
		p.finish(next)
	}
	for _, pointer := range p.kept {
		C.free(pointer)
	}
	p.kept = p.kept[:0]
}

// begin says whether a call is made with these handles, and takes note of it.
func (p *program) begin(number int, handles ...use) bool {
	op := &operations[number]
	for i, h := range handles {
		for _, other := range handles[:i] {
			if h.handle == other.handle && (op.distinct || h.role != uses || other.role != uses) {
				return false
			}
		}
	}
	for _, h := range handles {
		if h.role == uses && !h.made && !p.make(h.handle) || h.role == ends && (!h.made || h.held > 0) || h.role == makes && h.held > 0 {
			return false
		}
	}
	for _, h := range handles {
		if h.role != makes {
			if len(op.after) > 0 && !h.called(op.after) || h.called(op.notAfter) {
				return false
			}
			break
		}
	}
	for _, h := range handles {
		if h.role == makes && h.made {
			p.finish(h.handle)
		}
	}
	for _, h := range handles {
		if h.role == makes {
			p.serial++
			h.made, h.pointer, h.serial = true, nil, p.serial
			h.marks = [len(h.marks)]uint64{}
		}
	}
	keep(op, handles)
	ready := true
	for _, h := range handles {
		h.marks[number/64] |= 1 << (number % 64)
		ready = ready && (h.role == makes || h.pointer != nil)
	}
	for _, h := range handles {
		if h.role != makes {
			for _, forgotten := range op.forgets {
				h.marks[forgotten/64] &^= 1 << (forgotten % 64)
			}
			break
		}
	}
	for _, h := range handles {
		if h.role == ends {
			h.end()
		}
	}
	if ready {
		p.calls++
		if Trace != nil {
			Trace(op.name)
		}
	}
	return ready
}

// keep notes which handles C may go on using: a made one keeps what it was made with, else the first keeps the others.
func keep(op *operation, handles []use) {
	var first *handle
	made := false
	for _, h := range handles {
		if h.role == makes {
			made = true
			for _, other := range handles {
				if other.role == uses {
					h.hold(other.handle)
				}
			}
		}
	}
	if made || op.free {
		return
	}
	for _, h := range handles {
		switch {
		case h.role != uses:
		case first == nil:
			first = h.handle
		case h.handle != first:
			first.hold(h.handle)
		}
	}
}

func (h *handle) hold(other *handle) {
	for _, known := range h.holds {
		if known == other {
			return
		}
	}
	h.holds = append(h.holds, other)
	other.held++
}

func (h *handle) end() {
	h.made = false
	for _, other := range h.holds {
		if other.held > 0 {
			other.held--
		}
	}
	h.holds = h.holds[:0]
}

func (h *handle) called(functions []int) bool {
	for _, number := range functions {
		if h.marks[number/64]&(1<<(number%64)) != 0 {
			return true
		}
	}
	return false
}

// make makes a handle that a call needs, with zeros for everything.
func (p *program) make(h *handle) bool {
	k := &kinds[h.kind]
	if k.maker < 0 || p.making >= deepestMaking {
		return false
	}
	p.making++
	p.performWith(k.maker, k.beforeMaking, h.slot)
	p.making--
	return h.made
}

// finish ends a handle.
func (p *program) finish(h *handle) {
	if k := &kinds[h.kind]; k.ender >= 0 {
		p.performWith(k.ender, k.beforeEnding, h.slot)
	}
	h.end()
}

func (p *program) performWith(number, before, slot int) {
	rest := p.data
	data := make([]byte, before+1)
	data[before] = byte(slot)
	p.data = data
	p.perform(number)
	p.data = rest
}

// handle reads which handle of a kind is meant.
func (p *program) handle(kind int) *handle {
	return &p.handles[kind][p.byte()%slots]
}

func (p *program) byte() byte {
	if len(p.data) == 0 {
		return 0
	}
	value := p.data[0]
	p.data = p.data[1:]
	return value
}

func (p *program) raw(width int) uint64 {
	var value uint64
	for i := 0; i < width; i++ {
		value |= uint64(p.byte()) << (8 * i)
	}
	return value
}

// choice reads one of so many.
func (p *program) choice(count int) int {
	return int(p.byte()) % count
}

// one reads one of some numbers.
func (p *program) one(numbers []int64) int64 {
	return numbers[p.choice(len(numbers))]
}

// any reads one of some numbers, or a number that is none of them.
func (p *program) any(numbers []int64) int64 {
	at := p.choice(len(numbers) + 1)
	beyond := p.signed(4)
	if at < len(numbers) {
		return numbers[at]
	}
	return beyond
}

// signed reads a number of any value that fits into so many bytes.
func (p *program) signed(width int) int64 {
	first := p.byte()
	switch {
	case first < 128:
		return int64(first)
	case first < 192:
		return int64(first) - 192
	}
	shift := 64 - 8*width
	return int64(p.raw(width)<<shift) >> shift
}

// unsigned reads a number of any value that fits into so many bytes.
func (p *program) unsigned(width int) uint64 {
	if first := p.byte(); first < 192 {
		return uint64(first)
	}
	return p.raw(width)
}

// within reads a number from first on; last is first+span.
func (p *program) within(first int64, span uint64) int64 {
	width := 8
	switch {
	case span <= math.MaxUint8:
		width = 1
	case span <= math.MaxUint16:
		width = 2
	case span <= math.MaxUint32:
		width = 4
	}
	value := p.raw(width)
	if span != math.MaxUint64 {
		value %= span + 1
	}
	return first + int64(value)
}

// real reads a floating-point number.
func (p *program) real() float64 {
	first := p.byte()
	switch {
	case first < 128:
		return float64(first)
	case first < 192:
		return float64(first) - 192
	}
	return math.Float64frombits(p.raw(8))
}

// input reads memory with contents, a whole number of elements.
func (p *program) input(element, most int) buffer {
	switch p.byte() % 4 {
	case 0:
		return p.copy(p.contents(int(p.byte()), most), element, 0)
	case 1:
		count := int(p.raw(2))
		if count > most {
			count = most
		}
		count -= count % element
		b := p.allocate(count)
		C.memset(b.pointer, C.int(p.byte()), C.size_t(count))
		return b
	case 2:
		return p.copy(limit(p.written[p.byte()%slots], most), element, 0)
	default:
		return p.copy(p.contents(int(p.raw(2)), most), element, 0)
	}
}

// text reads a text; a zero byte ends it.
func (p *program) text(most int) buffer {
	switch p.byte() % 4 {
	case 0:
		return p.words(p.contents(int(p.byte()), most))
	case 1:
		count := int(p.raw(2))
		if count > most {
			count = most
		}
		fill := p.byte()
		if fill == 0 {
			count = 0
		}
		b := p.copy(nil, 1, count+1)
		C.memset(b.pointer, C.int(fill), C.size_t(count))
		b.size = count
		return b
	case 2:
		return p.words(limit(p.written[p.byte()%slots], most))
	default:
		return p.words(p.contents(int(p.raw(2)), most))
	}
}

func (p *program) words(text []byte) buffer {
	for i, c := range text {
		if c == 0 {
			text = text[:i]
			break
		}
	}
	b := p.copy(text, 1, 1)
	b.size = len(text)
	return b
}

// word reads one of some texts.
func (p *program) word(texts []string) buffer {
	return p.words([]byte(texts[p.choice(len(texts))]))
}

// perhaps reads whether NULL is passed instead.
func (p *program) perhaps() bool {
	return p.choice(8) == 7
}

// room reads how much memory C gets to write; it is zeroed.
func (p *program) room(element, most int) buffer {
	size := int(p.byte())
	if size >= 224 {
		size = int(p.raw(2))
	}
	if size > most {
		size = most
	}
	b := p.allocate(size - size%element)
	C.memset(b.pointer, 0, C.size_t(b.size))
	b.room = p.rooms % slots
	p.written[b.room] = nil
	p.rooms++
	return b
}

// wrote notes what C wrote, for later calls to read.
func (p *program) wrote(b buffer, size int) {
	if size >= 0 && size <= b.size {
		p.written[b.room] = C.GoBytes(b.pointer, C.int(size))
	}
}

// blank gives so many zeros for C to write.
func (p *program) blank(size int) buffer {
	return p.copy(nil, 1, size)
}

// block reads so many bytes.
func (p *program) block(size int) buffer {
	contents := p.contents(size, size)
	return p.copy(contents, 1, size-len(contents))
}

// keep lets memory live to the end of the input, because C keeps its address.
func (p *program) keep(b buffer) buffer {
	p.kept = append(p.kept, b.pointer)
	last := len(p.scratch) - 1
	p.scratch = p.scratch[:last]
	return b
}

// memory gives zeroed memory for a struct or a variable.
func (p *program) memory(size C.size_t) unsafe.Pointer {
	b := p.allocate(int(size))
	C.memset(b.pointer, 0, size)
	return b.pointer
}

// lasting gives zeroed memory that lives to the end of the input.
func (p *program) lasting(size C.size_t) unsafe.Pointer {
	return p.keep(buffer{pointer: p.memory(size)}).pointer
}

// see reads a text that C returned.
func (p *program) see(text *C.char) {
	if text != nil {
		C.strlen(text)
	}
}

// contents takes bytes off the program, as many as there are.
func (p *program) contents(length, most int) []byte {
	length = smaller(smaller(length, most), len(p.data))
	contents := p.data[:length]
	p.data = p.data[length:]
	return contents
}

// copy gives memory with these bytes and some zeros.
func (p *program) copy(contents []byte, element, zeros int) buffer {
	contents = contents[:len(contents)-len(contents)%element]
	b := p.allocate(len(contents) + zeros)
	if len(contents) > 0 {
		C.memcpy(b.pointer, unsafe.Pointer(&contents[0]), C.size_t(len(contents)))
	}
	if zeros > 0 {
		C.memset(unsafe.Add(b.pointer, len(contents)), 0, C.size_t(zeros))
	}
	return b
}

// allocate gives memory of exactly this size, so that one byte too far is seen.
func (p *program) allocate(size int) buffer {
	pointer := C.malloc(C.size_t(size))
	p.scratch = append(p.scratch, pointer)
	return buffer{pointer: pointer, size: size}
}

func limit(bytes []byte, most int) []byte {
	return bytes[:smaller(len(bytes), most)]
}

func smaller(a, b int) int {
	if a < b {
		return a
	}
	return b
}
