package zstd

import (
	"bytes"
	"io"
	"testing"
)

func FuzzReader(f *testing.F) {
	for _, text := range []string{"", "a", "hello, hello, hello", string(make([]byte, 300)), "0123456789abcdefghijklmnopqrstuvwxyz"} {
		for _, level := range []int{1, 9} {
			if packed, err := CompressLevel(nil, []byte(text), level); err == nil {
				f.Add(packed)
			}
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r := NewReader(bytes.NewReader(data))
		defer r.Close()
		text, err := io.ReadAll(io.LimitReader(r, 1<<16))
		if err != nil || len(text) == 0 {
			return
		}
		packed, err := Compress(nil, text)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := Decompress(nil, packed); err != nil || !bytes.Equal(again, text) {
			t.Fatalf("%q came back as %q, %v", text, again, err)
		}
	})
}
