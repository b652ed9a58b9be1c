package main

import (
	"fmt"
	"testing"
)

func FuzzTwice(f *testing.F) {
	f.Fuzz(func(t *testing.T, n uint8) { fmt.Println("twice", twice(int(n))) })
}
