// Package panics has a fault in Go and no C.
package panics

// First gives the first word's end.
func First(text string) int {
	for i := 0; ; i++ {
		if text[i] == ' ' {
			return i
		}
	}
}
