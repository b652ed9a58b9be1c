// Title: a defer starts a goroutine that works on a local resource after the return
// Class: late-release
// Guilty: unknown
// Claims: S1-03
// Expect: clean
//
// The claim was that the resource is collected while the goroutine still uses it. ("defer go
// cleanup(res)", as the article has it, does not compile: a defer wants a call.) The goroutine's stack
// is a root like any other: as long as it may use the resource, the finalizer does not run, whatever
// the function that started it has done. The reverse, a finalizer during a method whose receiver
// nobody needs any more, does exist: finalizer-during-use.
package main

import (
	"fmt"
	"runtime"
	"sync/atomic"
)

type resource struct {
	name   string
	closed int32
}

var finalized int32

func work(release <-chan bool, result chan<- bool) {
	res := &resource{name: "r"}
	runtime.SetFinalizer(res, func(*resource) { atomic.AddInt32(&finalized, 1) })
	defer func() {
		go func(res *resource) {
			<-release
			res.closed++
			result <- res.name == "r" && res.closed == 1 && atomic.LoadInt32(&finalized) == 0
		}(res)
	}()
}

func main() {
	release, result := make(chan bool), make(chan bool)
	work(release, result)
	for i := 0; i < 10; i++ {
		runtime.GC()
		runtime.Gosched()
	}
	release <- true
	if !<-result {
		fmt.Println("INTEROPFUZZ silent: the resource was finalized before its goroutine had ended")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
