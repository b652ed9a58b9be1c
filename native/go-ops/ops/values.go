package ops

// #include <stdlib.h>
// #include <string.h>
// #include "callbacks.h"
// // Go has no unions and no bit-fields: what it cannot name is set in C.
// static void value_set_text(ifz_value *v, int value)
// {
// 	for (int i = 0; i < 16; i++) v->as.bytes[i] = (uint8_t)(value + i * 7 + (i >> 5));
// }
// static uint8_t *payload_of(ifz_message *m) { return m->payload; }
// static uint64_t digest_of(_GoString_ text) { return ifz_digest(_GoStringPtr(text), _GoStringLen(text)); }
import "C"

import (
	"fmt"
	"unsafe"
)

func (m *machine) textCopy(seed, length, _ int) {
	text := textOf(seed, length)
	withText(text, func(c *C.char) {
		copied := C.ifz_str_copy(c)
		defer C.ifz_mem_free(unsafe.Pointer(copied))
		var points C.size_t
		status := C.ifz_str_code_points(c, C.size_t(len(text)), &points)
		m.say("%d sum=%08x %d points=%d", C.ifz_str_length(c), sum([]byte(C.GoString(copied))), status, points)
	})
}

func (m *machine) textConcat(seed, length, other int) {
	withText(textOf(seed, length), func(a *C.char) {
		withText(textOf(other, length/2), func(b *C.char) {
			both := C.ifz_str_concat(a, b)
			defer C.ifz_mem_free(unsafe.Pointer(both))
			text := C.GoString(both)
			m.say("%d sum=%08x", len(text), sum([]byte(text)))
		})
	})
}

func (m *machine) textPut(seed, length, capacity int) {
	out := make([]byte, capacity)
	withText(textOf(seed, length), func(text *C.char) {
		var needed C.size_t
		status := C.ifz_str_put(chars(out), size(out), text, &needed)
		upper := C.ifz_str_upper(chars(out))
		m.say("%d needed=%d %d sum=%08x", status, needed, upper, sum(out))
	})
}

func (m *machine) textPadded(seed, length, capacity int) {
	out := make([]byte, capacity)
	withText(textOf(seed, length), func(text *C.char) {
		status := C.ifz_str_put_padded(chars(out), size(out), text)
		m.say("%d length=%d sum=%08x", status, C.ifz_str_length_max(chars(out), size(out)), sum(out))
	})
}

func (m *machine) textUtf16(seed, length, _ int) {
	var out [64]C.uint16_t
	withText(textOf(seed, length), func(text *C.char) {
		var units C.size_t
		status := C.ifz_str_to_utf16(text, &out[0], 64, &units)
		bytes := unsafe.Slice((*byte)(unsafe.Pointer(&out[0])), 128)
		m.say("%d units=%d length=%d sum=%08x", status, units, C.ifz_utf16_length(&out[0]), sum(bytes))
	})
}

func (m *machine) textSplit(seed, length, _ int) {
	out := make([]byte, 200)
	withText(textOf(seed, length), func(text *C.char) {
		var parts **C.char
		var count, needed C.size_t
		status := C.ifz_str_split(text, ',', &parts, &count)
		bytes := 0
		for _, part := range unsafe.Slice(parts, int(count)) {
			bytes += len(C.GoString(part))
		}
		joined := C.ifz_str_join(parts, count, ';', chars(out), size(out), &needed)
		m.say("%d count=%d bytes=%d %d needed=%d sum=%08x", status, count, bytes, joined, needed, sum(out))
		C.ifz_str_list_free(parts, count)
	})
}

func (m *machine) textConstant(index, _, _ int) {
	word := C.GoString(C.ifz_str_constant(C.uint32_t(index)))
	// The number's text is the thread's: C copies it for a caller that may change threads.
	m.say("%s %s", word, number(int64(index)*1234567))
}

func (m *machine) structByValue(a, b, _ int) {
	x, y := C.int32_t(a), C.int32_t(b)
	p := C.ifz_point_add(C.ifz_point{x, y}, C.ifz_point{y, 7})
	r := C.ifz_rect_union(C.ifz_rect{C.ifz_point{x, y}, C.ifz_point{x + 5, y + 6}}, C.ifz_rect{C.ifz_point{y, x}, C.ifz_point{y + 7, x + 8}})
	rgb := C.ifz_rgb_invert(C.ifz_rgb{C.uint8_t(a), C.uint8_t(b), 9})
	mixed := C.ifz_mixed_step(C.ifz_mixed{small: C.int8_t(a), large: C.double(b)})
	v := C.ifz_vec4_scale(C.ifz_vec4{v: [4]C.float{1, 2, C.float(a), C.float(b)}}, 0.5)
	m.say("%d,%d %d,%d,%d,%d area=%d %d,%d,%d %d,%d", p.x, p.y, r.min.x, r.min.y, r.max.x, r.max.y, C.ifz_rect_area(r), rgb.r, rgb.g, rgb.b, mixed.small, int(mixed.large*4))
	m.say(" %d,%d,%d,%d", int(v.v[0]*4), int(v.v[1]*4), int(v.v[2]*4), int(v.v[3]*4))
}

func (m *machine) structInMemory(seed, by, _ int) {
	var big C.ifz_big
	for i := range big.v {
		big.v[i] = C.int64_t(seed*1000 + i)
	}
	big = C.ifz_big_rotate(big, C.uint32_t(by))
	// cgo gives a packed struct as bytes where a field is not aligned: they are written as C has them.
	var bytes [3][15]byte
	for i := range bytes {
		put(bytes[i][0:1], uint64(seed+i))
		put(bytes[i][1:5], uint64(seed)*65537)
		put(bytes[i][5:7], uint64(by-i))
		put(bytes[i][7:15], uint64(seed)<<40)
		next := C.ifz_packed_next(*(*C.ifz_packed)(unsafe.Pointer(&bytes[i])))
		*(*C.ifz_packed)(unsafe.Pointer(&bytes[i])) = next
	}
	var a, b C.ifz_matrix
	for i := 0; i < 9; i++ {
		a.m[i/3][i%3] = C.double(seed + i)
		b.m[i/3][i%3] = C.double(by - i)
	}
	status := C.ifz_matrix_multiply(&a, &b, &a)
	total := 0.0
	for i := 0; i < 9; i++ {
		total += float64(a.m[i/3][i%3]) * float64(i+1)
	}
	m.say("%d,%d packed=%d %d,%d %d %d", big.v[0], big.v[7], C.ifz_packed_sum((*C.ifz_packed)(unsafe.Pointer(&bytes[0])), 3), get(bytes[2][1:5]), get(bytes[2][5:7]), status, int64(total))
}

// put and get are little-endian, as both architectures are.
func put(to []byte, value uint64) {
	for i := range to {
		to[i] = byte(value >> (8 * uint(i)))
	}
}

func get(from []byte) uint64 {
	value := uint64(0)
	for i, c := range from {
		value |= uint64(c) << (8 * uint(i))
	}
	return value
}

func (m *machine) union(kind, value, _ int) {
	var v C.ifz_value
	v.kind = C.ifz_kind(kind)
	as := unsafe.Pointer(&v.as)
	switch kind {
	case C.IFZ_KIND_INT:
		*(*int64)(as) = int64(value)
	case C.IFZ_KIND_FLOAT:
		*(*float64)(as) = float64(value) * 0.5
	case C.IFZ_KIND_POINT:
		*(*C.ifz_point)(as) = C.ifz_point{C.int32_t(value), C.int32_t(-value)}
	case C.IFZ_KIND_BYTES:
		C.value_set_text(&v, C.int(value))
	}
	words := make([]byte, 100)
	var needed C.size_t
	v = C.ifz_value_negate(v)
	status := C.ifz_value_describe(&v, chars(words), size(words), &needed)
	m.say("%d needed=%d %s sum=%08x", status, needed, C.GoString(chars(words)), sum(unsafe.Slice((*byte)(unsafe.Pointer(&v.as)), 16)))
	variant := C.ifz_variant{id: C.uint32_t(kind), last: kind%2 != 0}
	word := (*uint32)(unsafe.Add(unsafe.Pointer(&variant), 4))
	*word = uint32(value) * 77777
	variant = C.ifz_variant_flip(variant)
	m.say(" %d,%d,%d", variant.id, *word, bit(bool(variant.last)))
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (m *machine) bitFields(seed, level, _ int) {
	var bits C.ifz_bits
	status := C.ifz_bits_set(&bits, C.uint64_t(uint64(seed)*0x0102030405060701+uint64(level)))
	flags := C.ifz_flags_make(C.bool(seed%2 != 0), C.uint32_t(seed), C.uint32_t(level*16), C.int32_t(-level))
	m.say("%d sum=%d flags=%d", status, C.ifz_bits_sum(&bits), C.ifz_flags_pack(flags))
}

func (m *machine) flexibleArray(kind, bytes, seed int) {
	data := bufferOf(bytes, seed)
	message := C.ifz_message_new(C.uint32_t(kind), address(data), C.uint32_t(bytes))
	defer C.ifz_mem_free(unsafe.Pointer(message))
	payload := memory{C.payload_of(message), int(message.length)}.view()
	m.say("%d,%d sum=%08x digest=%016x", message.kind, message.length, sum(payload), uint64(C.ifz_message_digest(message)))
}

func (m *machine) pointerArray(a, b, c int) {
	withText(textOf(a, a), func(x *C.char) {
		withText(textOf(b, b), func(y *C.char) {
			withText(textOf(c, c), func(z *C.char) {
				names := C.ifz_names{count: 4, names: [4]*C.char{x, nil, y, z}}
				m.say("%d", C.ifz_names_longest(&names))
			})
		})
	})
}

func (m *machine) functionTable(a, b, _ int) {
	var ops C.ifz_ops
	var mine, standard C.int64_t
	x, y := C.int64_t(a), C.int64_t(b)
	status := C.go_ops_run(x, y, &mine)
	given := C.ifz_ops_standard(&ops)
	again := C.ifz_ops_run(&ops, x, y, &standard)
	m.say("%d %d %d %d %d %d", status, mine, given, again, standard, C.go_ops_subtract(&ops, x, y))
}

func (m *machine) list(count, seed, _ int) {
	var head *C.ifz_node
	for i := 0; i < count; i++ {
		C.ifz_list_push(&head, C.int32_t(seed+i*i))
	}
	status := C.ifz_list_reverse(&head)
	walked, place := int64(0), int64(1)
	for n := head; n != nil; n = n.next {
		walked += int64(n.value) * place
		place++
	}
	m.say("%d sum=%d walked=%d", status, C.ifz_list_sum(head), walked)
	C.ifz_list_free(&head)
}

func (m *machine) outDivide(a, b, _ int) {
	quotient, remainder := C.int64_t(-7), C.int64_t(-7)
	status := C.ifz_out_divide(C.int64_t(a)*1000, C.int64_t(b), &quotient, &remainder)
	m.say("%d %d %d", status, quotient, remainder)
}

func numbersOf(seed, count, less int) *[32]C.int32_t {
	numbers := new([32]C.int32_t)
	for i := 0; i < count; i++ {
		numbers[i] = C.int32_t((seed*73+i*i*37)%1009 - less)
	}
	return numbers
}

func (m *machine) outRange(seed, count, _ int) {
	numbers := numbersOf(seed, count, 500)
	least, most := C.int32_t(-7), C.int32_t(-7)
	status := C.ifz_out_range(&numbers[0], C.size_t(count), &least, &most)
	m.say("%d %d %d sum=%d", status, least, most, C.ifz_sum_i32(&numbers[0], C.size_t(count)))
}

func (m *machine) outParse(value, tail, _ int) {
	text := fmt.Sprint(value)
	for i := 0; i < tail; i++ {
		text += "x"
	}
	withText(text, func(c *C.char) {
		number := C.int64_t(-7)
		var end *C.char
		status := C.ifz_out_parse(c, &number, &end)
		m.say("%d %d end=%d", status, number, uintptr(unsafe.Pointer(end))-uintptr(unsafe.Pointer(c)))
	})
}

func (m *machine) outMake(bytes, seed, _ int) {
	var made *C.uint8_t
	var primes *C.int32_t
	var count C.size_t
	status := C.ifz_out_make(C.size_t(bytes), C.uint32_t(seed), &made)
	lent := C.ifz_out_lend(&primes, &count)
	view := memory{made, 0}
	if made != nil {
		view.size = bytes
	}
	m.say("%d sum=%08x %d count=%d last=%d", status, sum(view.view()), lent, count, unsafe.Slice(primes, int(count))[count-1])
	C.ifz_mem_free(unsafe.Pointer(made))
}

func (m *machine) inoutQuery(topic, capacity, _ int) {
	out := make([]byte, 190)
	bytes := C.size_t(capacity)
	status := C.ifz_inout_query(C.uint32_t(topic), chars(out), &bytes)
	m.say("%d size=%d sum=%08x", status, bytes, sum(out))
}

func (m *machine) inoutSort(seed, count, _ int) {
	numbers := numbersOf(seed, count, 500)
	more := C.int32_t(seed)
	sorted := C.ifz_inout_sort(&numbers[0], C.size_t(count))
	added := C.ifz_inout_add(&more, C.int32_t(count))
	// A cursor is an address in memory: in Go's it would be a Go address that C writes back, so the buffer is C's.
	out := memory{(*C.uint8_t)(C.ifz_mem_alloc(40)), 40}
	defer C.ifz_mem_free(unsafe.Pointer(out.data))
	cursor, puts := out.data, 0
	end := (*C.uint8_t)(unsafe.Add(unsafe.Pointer(out.data), 40))
	for puts < count && C.ifz_inout_put_u32(&cursor, end, C.uint32_t(numbers[puts])) == C.IFZ_OK {
		puts++
	}
	m.say("%d sum=%08x %d %d puts=%d at=%d sum=%08x", sorted, sum(numberBytes(numbers[:])), added, more, puts, uintptr(unsafe.Pointer(cursor))-uintptr(unsafe.Pointer(out.data)), sum(out.view()))
}

func (m *machine) textLend(seed, length, _ int) {
	m.say("digest=%016x", uint64(C.digest_of(textOf(seed, length))))
}
