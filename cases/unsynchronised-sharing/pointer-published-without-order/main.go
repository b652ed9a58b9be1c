// Title: A goroutine publishes an unsafe.Pointer in a plain variable, and another one follows it
// Class: unsynchronised-sharing
// Guilty: go
// Claims: S4-08
// Expect: clean
// Expect race: tsan/data-race
//
// Said to dangle, as the slice behind it is gone when the writer returns. It does not: an unsafe.Pointer
// is a pointer for escape analysis and for the collector, so the slice lies on the heap and lives. What
// is wrong is the order: nothing says that the numbers are written before the reader sees the pointer.
// The processor here keeps that order, so the value is right; only -race reports the two accesses.
package main

import (
	"fmt"
	"runtime"
	"unsafe"
)

var p unsafe.Pointer

//go:noinline
func writer() {
	s := []int{1, 2, 3}
	p = unsafe.Pointer(&s[0]) // GUILTY
}

//go:noinline
func reader() unsafe.Pointer { return p }

func main() {
	go writer()
	q := reader()
	for q == nil {
		runtime.Gosched()
		q = reader()
	}
	runtime.GC()
	var others [][]int
	for i := 0; i < 1000; i++ {
		others = append(others, []int{4, 5, 6})
	}
	value := *(*int)(q)
	runtime.KeepAlive(others)
	if value != 1 {
		fmt.Println("INTEROPFUZZ silent: the first number is", value)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
