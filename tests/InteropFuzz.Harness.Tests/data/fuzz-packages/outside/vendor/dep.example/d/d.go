// Package d is vendored.
package d

// Twice doubles.
func Twice(n int) int { return 2 * n }
