// Title: a recursion that ends
// Class: runtime-fatal-state
// Expect: clean
//
// The right way: the list ends. A loop would not need the stack at all.
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
	list.next = new(node)
	fmt.Println("length", length(list))
}
