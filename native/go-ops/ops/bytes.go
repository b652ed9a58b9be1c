package ops

// quiet is set once, before the first program, where nobody reads what programs say.
var quiet bool

// longest is more than any buffer has.
const longest = 8192

// patterns are the bytes seed + i*7 + i/32 of each seed, modulo 256, in one another: those of seed 0 repeat after 8192 bytes, and every 32 bytes
// further they are 225 more, so those of any seed begin 32 * 33 * seed bytes further (225 * 33 is 1). They are copied: instruments make a loop
// over bytes a hundred times as slow.
var patterns = func() (bytes [2 * longest]byte) {
	for i := range bytes {
		bytes[i] = byte(i*7 + i>>5)
	}
	return bytes
}()

// pattern is read only.
func pattern(seed int) []byte {
	start := int(byte(seed*33)) * 32
	return patterns[start : start+longest]
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
