// Title: the reader waits for the writer
// Class: unsynchronised-sharing
// Expect: clean
//
// The right way: WaitGroup, lock or channel between the write and the read.
package main

import (
	"fmt"
	"sync"
)

func main() {
	x := 0
	alias := &x
	var all sync.WaitGroup
	all.Add(1)
	go func() {
		defer all.Done()
		x = 42
	}()
	all.Wait()
	got := *alias
	if got != 0 && got != 42 {
		fmt.Println("INTEROPFUZZ silent: read", got)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
