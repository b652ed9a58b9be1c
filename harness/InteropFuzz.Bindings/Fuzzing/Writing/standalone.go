type buffer struct {
	pointer unsafe.Pointer
	size    int
}

// What is freed after a call.
var scratch []unsafe.Pointer

// release frees the memory of a call.
func release() {
	for _, pointer := range scratch {
		C.free(pointer)
	}
	scratch = nil
}

// allocate gives memory of exactly this size.
func allocate(size int) buffer {
	pointer := C.malloc(C.size_t(size))
	scratch = append(scratch, pointer)
	return buffer{pointer, size}
}

// room gives zeroed memory for C to write.
func room(size int) buffer {
	b := allocate(size)
	C.memset(b.pointer, 0, C.size_t(size))
	return b
}

// input gives memory with these contents.
func input(contents string) buffer {
	b := allocate(len(contents))
	copy(unsafe.Slice((*byte)(b.pointer), len(contents)+1)[:len(contents)], contents)
	return b
}

// text gives a text with a zero byte at its end, which its size does not count.
func text(contents string) buffer {
	b := input(contents + "\x00")
	b.size--
	return b
}

// filled gives a text of one byte.
func filled(count int, fill byte) string {
	return string(bytes.Repeat([]byte{fill}, count))
}

// wrote keeps what C wrote for a later call.
func wrote(to *[]byte, b buffer, size int) {
	if size >= 0 && size <= b.size {
		*to = C.GoBytes(b.pointer, C.int(size))
	}
}

// earlier is what C wrote, as far as a later call takes it.
func earlier(written []byte, element, most int) string {
	if len(written) > most {
		written = written[:most]
	}
	return string(written[:len(written)-len(written)%element])
}

// words ends a text at its first zero byte.
func words(contents string) string {
	before, _, _ := strings.Cut(contents, "\x00")
	return before
}

// memory gives zeroed memory for a struct or a variable.
func memory(size C.size_t) unsafe.Pointer {
	return room(int(size)).pointer
}

// keep takes memory out of what is freed after the call.
func keep(b buffer) buffer {
	scratch = scratch[:len(scratch)-1]
	return b
}

// lasting gives zeroed memory that is not freed.
func lasting(size C.size_t) unsafe.Pointer {
	pointer := C.malloc(size)
	C.memset(pointer, 0, size)
	return pointer
}

// see reads a text that C returned.
func see(text *C.char) {
	if text != nil {
		C.strlen(text)
	}
}

// smaller is the smaller of two sizes.
func smaller(a, b int) int {
	if a < b {
		return a
	}
	return b
}
