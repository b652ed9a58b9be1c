// Title: two goroutines add to one variable in their defers
// Class: unsynchronised-sharing
// Guilty: go
// Claims: S1-14, S1-06
// Expect: clean | silent
// Expect race: tsan/data-race
//
// A defer runs on its own goroutine like any other statement, and "*val += i" is a load and a store.
// One of two additions may be lost, if seldom. The race detector sees it by the order of things, not
// by the result. The mutex profile, which was said to show it under runtime.deferproc, counts waiting
// for locks: there are none here, and the program finds no record with deferproc in it.
package main

import (
	"fmt"
	"runtime"
	"strings"
	"sync"
)

const rounds = 200

// inProfile counts the mutex profile's records that have a function in their stack.
func inProfile(name string) (n int) {
	records := make([]runtime.BlockProfileRecord, 1000)
	count, _ := runtime.MutexProfile(records)
	for _, r := range records[:count] {
		frames := runtime.CallersFrames(r.Stack())
		for more := true; more; {
			var f runtime.Frame
			f, more = frames.Next()
			if strings.Contains(f.Function, name) {
				n++
				break
			}
		}
	}
	return n
}

func main() {
	runtime.SetMutexProfileFraction(1)
	val := new(int)
	for k := 0; k < rounds; k++ {
		var all sync.WaitGroup
		for i := 0; i < 2; i++ {
			all.Add(1)
			go func(i int) {
				defer all.Done()
				defer func() { *val += i }() // GUILTY
			}(i)
		}
		all.Wait()
	}
	if n := inProfile("deferproc"); n != 0 {
		fmt.Println("INTEROPFUZZ silent: mutex profile records with deferproc:", n)
		return
	}
	if *val != rounds {
		fmt.Println("INTEROPFUZZ silent:", *val, "and not", rounds)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
