// Title: allocations of impossible size are panics that recover catches
// Class: runtime-fatal-state
// Guilty: unknown
// Claims: S3-05b
// Expect: clean
//
// The claim was that a single allocation of impossible size is an unrecoverable throw. It is a panic:
// makeslice and makechan check the size before anything is taken from the heap, and the program goes
// on. Fatal is only what passes that check and cannot be mapped: minus-one-records.
package main

import "fmt"

// try reports what a panic in f said.
func try(f func()) (said string) {
	defer func() {
		if r := recover(); r != nil {
			said = fmt.Sprint(r)
		}
	}()
	f()
	return ""
}

var sink any

func main() {
	n := -1
	huge := 1 << 62
	said := []string{
		try(func() { sink = make([]byte, n) }),
		try(func() { sink = make([]byte, huge) }),
		try(func() { sink = make([][1024]byte, huge) }),
		try(func() { sink = make(chan [1024]byte, huge) }),
	}
	for _, s := range said {
		if s == "" {
			fmt.Println("INTEROPFUZZ silent: an impossible size was accepted")
			return
		}
	}
	fmt.Println(said)
	fmt.Println("INTEROPFUZZ clean")
}
