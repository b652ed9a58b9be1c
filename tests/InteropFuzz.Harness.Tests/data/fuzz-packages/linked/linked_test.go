package linked

import "testing"

func FuzzCount(f *testing.F) {
	f.Fuzz(func(t *testing.T, data []byte) { Count(data) })
}
