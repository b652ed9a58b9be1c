// Title: a recursion without end overflows the stack of its goroutine
// Class: runtime-fatal-state
// Guilty: go
// Claims: S3-01
// Expect: go-fatal/stack-overflow
//
// A goroutine's stack grows by copying until its limit (1 GB on 64 bits; the program sets 16 MB to be
// quick about it). Then newstack, which runs on the thread's system stack, prints "goroutine stack
// exceeds 16777216-byte limit" and throws "stack overflow". It is no panic: the deferred recover does
// not run. It is no abort either: the ordinary dump follows, and the exit code is 2.
package main

import (
	"fmt"
	"runtime/debug"
)

type node struct {
	next *node
	data [64]byte
}

// length counts the nodes of a list, one call for each.
func length(n *node) int {
	if n == nil {
		return 0
	}
	return 1 + length(n.next)
}

func main() {
	defer func() { fmt.Println("recovered:", recover()) }()
	debug.SetMaxStack(16 << 20)
	list := new(node)
	list.next = list // GUILTY
	fmt.Println("length", length(list))
}
