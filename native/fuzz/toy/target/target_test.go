package target

import "testing"

// FuzzToy is the same target for go test -fuzz.
func FuzzToy(f *testing.F) {
	f.Fuzz(func(_ *testing.T, data []byte) { One(data) })
}
