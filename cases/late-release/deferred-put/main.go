// Title: A buffer goes back to its sync.Pool by a deferred Put
// Class: late-release
// Guilty: unknown
// Claims: S4-15d
// Expect: clean
//
// Said to be a misuse, as the buffer may be given out again or collected before the function is over. It
// is neither: what Get has returned belongs to the caller until Put, and the deferred Put comes last.
// What leaves the function is a copy here; were it the buffer, that would be the mistake
// (buffer-back-in-pool).
package main

import (
	"fmt"
	"runtime"
	"sync"
)

var pool = sync.Pool{New: func() any { return new([256]byte) }}

func describe(letter byte, depth int) string {
	buf := pool.Get().(*[256]byte)
	defer pool.Put(buf)
	for i := range buf {
		buf[i] = letter
	}
	if depth > 0 {
		describe(letter+1, depth-1)
		runtime.GC()
	}
	return string(buf[:])
}

func main() {
	var wait sync.WaitGroup
	wrong := make(chan string, 4)
	for i := 0; i < 4; i++ {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for j := 0; j < 20; j++ {
				text := describe('a', 3)
				for _, c := range text {
					if c != 'a' {
						wrong <- text
						return
					}
				}
			}
		}()
	}
	wait.Wait()
	if len(wrong) > 0 {
		fmt.Println("INTEROPFUZZ silent: somebody wrote into a buffer that was not put back")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
