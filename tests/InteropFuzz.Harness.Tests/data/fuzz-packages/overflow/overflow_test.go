package overflow

import "testing"

func FuzzSum(f *testing.F) {
	f.Add([]byte("GR\x01a"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if got := Sum(data); got < -1 {
			t.Fatalf("Sum(%q) = %d", data, got)
		}
	})
}
