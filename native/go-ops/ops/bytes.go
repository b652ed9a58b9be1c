package ops

import "sync"

// quiet is set once, before the first program, where nobody reads what programs say.
var quiet bool

// longest is more than any buffer has.
const longest = 8192

// patterns are the bytes that are made from a seed. They are copied: instruments make a loop over bytes a hundred times as slow.
var patterns [256]struct {
	once  sync.Once
	bytes [longest]byte
}

// pattern is read only.
func pattern(seed int) []byte {
	p := &patterns[byte(seed)]
	p.once.Do(func() {
		for i := range p.bytes {
			p.bytes[i] = byte(seed + i*7 + i>>5)
		}
	})
	return p.bytes[:]
}

func bufferOf(size, seed int) []byte {
	data := make([]byte, size)
	copy(data, pattern(seed))
	return data
}

// sum reads all bytes, so that instruments see the access; when nobody wants it, by a copy.
func sum(data []byte) uint32 {
	if quiet {
		var copied [longest]byte
		return uint32(copy(copied[:], data))
	}
	sum := uint32(2166136261)
	for _, c := range data {
		sum = (sum ^ uint32(c)) * 16777619
	}
	return sum
}
