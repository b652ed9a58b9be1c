package panics

import "testing"

func FuzzFirst(f *testing.F) {
	f.Add("two words", 1)
	f.Fuzz(func(t *testing.T, text string, n int) {
		if n > 0 {
			First(text)
		}
	})
}
