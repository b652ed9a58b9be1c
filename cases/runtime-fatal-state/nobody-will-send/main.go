// Title: main waits for a channel to which nobody can send
// Class: runtime-fatal-state
// Guilty: go
// Claims: S3-04
// Expect: go-fatal/deadlock
// Expect race|asan|msan: timeout
// Deadline: 3s
//
// The scheduler sees that no goroutine can ever run again and throws "all goroutines are asleep -
// deadlock!". (There is no "schedule: spinning with local runq empty" in any release from 1.19 to
// 1.27.) It takes a program without cgo: with import "C" the same hangs for ever, see
// wait-for-lost-callback. -race, -msan and -asan link cgo for themselves and so make it hang as well.
package main

import "fmt"

func main() {
	defer func() { fmt.Println("recovered:", recover()) }()
	done := make(chan int)
	fmt.Println("completed", <-done) // GUILTY
}
