// Title: One goroutine writes a map while another one reads it
// Class: unsynchronised-sharing
// Guilty: go
// Claims: S2-23
// Expect: go-fatal/concurrent-map
// Expect race: tsan/data-race | go-fatal/concurrent-map
//
// The writer marks the map for the time of each write, and the reader looks at the mark: when they
// meet, the program ends with an error that recover does not catch. The meeting is luck, so both go on
// until it comes. -race needs less luck, but the map may be first there, too. The keys are there from the
// start, so that the map never grows under the reader's hands, which could be anything.
package main

import (
	"fmt"
	"runtime"
	"time"
)

func main() {
	// Two at a time, even where there is only one processor.
	runtime.GOMAXPROCS(4)
	m := map[int]int{}
	for i := 0; i < 64; i++ {
		m[i] = 0
	}
	end := time.Now().Add(8 * time.Second)
	go func() {
		for time.Now().Before(end) {
			for i := 0; i < 10000; i++ {
				m[i%64] = i // GUILTY
			}
		}
	}()
	sum := 0
	for time.Now().Before(end) {
		for i := 0; i < 10000; i++ {
			sum += m[i%64]
		}
	}
	fmt.Println("INTEROPFUZZ silent: nobody noticed, and the sum is", sum)
}
