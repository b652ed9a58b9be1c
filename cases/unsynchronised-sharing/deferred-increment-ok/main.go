// Title: two goroutines add to one variable under a lock
// Class: unsynchronised-sharing
// Expect: clean
//
// The right way: a lock (or an atomic addition) around the statement, in a defer as elsewhere.
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
	var mu sync.Mutex
	for k := 0; k < rounds; k++ {
		var all sync.WaitGroup
		for i := 0; i < 2; i++ {
			all.Add(1)
			go func(i int) {
				defer all.Done()
				defer func() {
					mu.Lock()
					defer mu.Unlock()
					*val += i
				}()
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
