// Title: A steady leak fills its limit, and an alarm on the second difference of memory never sounds
// Class: runtime-fatal-state
// Guilty: go
// Claims: S4-24
// Expect: silent
//
// Said to predict the OOM killer: alarm when the second difference of the available memory is below
// -128 MiB three times in a row. A leak of the same amount each period has the second difference zero, up
// to the end. The program leaks 4 MiB in each of 48 periods, takes its own resident memory for what is not
// available any more, and applies the rule.
package main

import (
	"fmt"
	"os"
	"runtime"
)

// resident is the resident memory of the process in MiB.
func resident() int {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		panic(err)
	}
	var total, pages int
	fmt.Sscan(string(text), &total, &pages)
	return pages * os.Getpagesize() >> 20
}

const (
	limit   = 192 // MiB
	periods = 48
	alarm   = -128 // MiB
	inARow  = 3
)

var kept [][]byte

func main() {
	start := resident()
	var available []int
	alarms, row := 0, 0
	for i := 0; i < periods; i++ {
		block := make([]byte, limit/periods<<20)
		for j := 0; j < len(block); j += 4096 { // each page
			block[j] = 1
		}
		kept = append(kept, block) // GUILTY
		available = append(available, limit-(resident()-start))
		if n := len(available); n >= 3 {
			if available[n-1]-2*available[n-2]+available[n-3] < alarm {
				row++
			} else {
				row = 0
			}
			if row == inARow {
				alarms++
			}
		}
	}
	runtime.KeepAlive(kept)
	if alarms == 0 && available[len(available)-1] < limit/8 {
		fmt.Printf("INTEROPFUZZ silent: %d of %d MiB are left and there was no alarm\n", available[len(available)-1], limit)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
