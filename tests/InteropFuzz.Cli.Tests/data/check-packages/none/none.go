// Package none has no cgo.
package none

// One is 1.
const One = 1
