// Title: A struct with a pointer stands in a struct, at the offset that the compiler chooses
// Class: forged-view
// Expect: clean
//
// The compiler pads the header to eight bytes.
package main

import (
	"fmt"
	"runtime"
)

type text [1024]byte

type record struct{ text *text }

type packet struct {
	header [4]byte
	record record
}

//go:noinline
func newText(letter byte) *text { return &text{letter} }

//go:noinline
func fill(p *packet) { p.record.text = newText('a') }

func main() {
	p := new(packet)
	fill(p)
	runtime.GC()
	var others []*text
	for i := 0; i < 1000; i++ {
		others = append(others, newText('o'))
	}
	letter := p.record.text[0]
	runtime.KeepAlive(others)
	if letter != 'a' {
		fmt.Printf("INTEROPFUZZ silent: the text in the record begins with %q\n", letter)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
