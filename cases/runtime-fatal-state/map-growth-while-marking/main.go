// Title: Maps grow all the time while the collector marks
// Class: runtime-fatal-state
// Guilty: unknown
// Claims: S2-16
// Expect: clean
//
// Said to make the write barrier mark new buckets as collectable. The barrier can only keep alive: it adds
// what is written, and what was there, to the collector's list. Maps that grow during hundreds of
// collections keep all their entries.
package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
)

func main() {
	debug.SetGCPercent(1)
	var wait sync.WaitGroup
	wrong := make(chan int, 4)
	for g := 0; g < 4; g++ {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for round := 0; round < 4; round++ {
				m := make(map[int]*int)
				for i := 0; i < 5000; i++ {
					v := i
					m[i] = &v
					if i%1000 == 0 {
						runtime.GC()
					}
				}
				for i := 0; i < 5000; i++ {
					if m[i] == nil || *m[i] != i {
						wrong <- i
						return
					}
				}
			}
		}()
	}
	wait.Wait()
	if len(wrong) > 0 {
		fmt.Println("INTEROPFUZZ silent: a map has lost entry", <-wrong)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
