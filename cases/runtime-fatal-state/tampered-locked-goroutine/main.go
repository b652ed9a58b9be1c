// Title: a thread is told that another goroutine is locked to it
// Class: runtime-fatal-state
// Guilty: go
// Claims: S3-15
// Expect: go-fatal/scheduler-state
// Needs: go>=1.26
// Tampers: m.lockedg
//
// No release has a text "lockedg is not running on its m". schedule finds that the thread has a locked
// goroutine and hands over; stoplockedm sees that this goroutine is not locked to that thread and
// throws "stoplockedm: inconsistent locking".
package main

import (
	"fmt"
	"runtime"
	"time"
	"unsafe"
)

//go:linkname allgs runtime.allgs
var allgs []unsafe.Pointer

func main() {
	m := *(*unsafe.Pointer)(unsafe.Add(allgs[0], 48)) // g.m of the main goroutine
	*(*unsafe.Pointer)(unsafe.Add(m, 384)) = allgs[1] // GUILTY m.lockedg
	runtime.Gosched()
	time.Sleep(time.Second) // another thread may run this while the first one dies
	fmt.Println("still running")
}
