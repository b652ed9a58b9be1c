// Title: A struct with a pointer is laid over bytes at an odd offset
// Class: forged-view
// Guilty: go
// Claims: S4-30
// Expect: silent
// Expect checkptr|race|asan|msan: go-fatal/checkptr-alignment
//
// The packet has a header of four bytes and a record behind it. The processor reads words at any
// address, but the collector looks for pointers at multiples of eight only, and does not find this one,
// even though the memory is scanned. The text is collected, and its place given to another one. checkptr
// stops the cast, for the type holds a pointer; of integers at an odd offset it says nothing.
package main

import (
	"fmt"
	"runtime"
	"unsafe"
)

type text [1024]byte

type record struct{ text *text }

// packet is memory that the collector scans.
type packet [4]*text

//go:noinline
func newPacket() *packet { return new(packet) }

//go:noinline
func newText(letter byte) *text { return &text{letter} }

//go:noinline
func (p *packet) record() *record {
	return (*record)(unsafe.Add(unsafe.Pointer(p), 4)) // GUILTY
}

//go:noinline
func fill(p *packet) uintptr {
	t := newText('a')
	p.record().text = t
	return uintptr(unsafe.Pointer(t))
}

func main() {
	var others []*text
	for i := 0; i < 8; i++ {
		others = append(others, newText('o'))
	}
	p := newPacket()
	address := fill(p)
	for i := 0; i < 8; i++ {
		others = append(others, newText('o'))
	}
	runtime.GC()
	for i := 0; i < 4000; i++ {
		t := newText('o')
		others = append(others, t)
		if uintptr(unsafe.Pointer(t)) == address {
			break
		}
	}
	letter := p.record().text[0]
	runtime.KeepAlive(others)
	if letter != 'a' {
		fmt.Printf("INTEROPFUZZ silent: the text in the record begins with %q\n", letter)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
