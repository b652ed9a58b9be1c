// Title: one goroutine writes a variable that another reads through a pointer
// Class: unsynchronised-sharing
// Guilty: go
// Claims: S1-06
// Expect: clean
// Expect race: tsan/data-race
//
// Two names for one address and no order between them. The reader may see the old value or the new
// one; here it sees one of the two, so the result is right whatever it is, and only the race detector
// speaks, on the first run.
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
		x = 42 // GUILTY
	}()
	got := *alias
	all.Wait()
	if got != 0 && got != 42 {
		fmt.Println("INTEROPFUZZ silent: read", got)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
