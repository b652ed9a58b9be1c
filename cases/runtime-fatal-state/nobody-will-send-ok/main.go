// Title: main waits for a goroutine that sends
// Class: runtime-fatal-state
// Expect: clean
// Deadline: 3s
//
// The right way: who waits knows who will send, or waits for a context as well.
package main

import "fmt"

func main() {
	defer func() { fmt.Println("recovered:", recover()) }()
	done := make(chan int)
	go func() { done <- 1 }()
	fmt.Println("completed", <-done)
}
