// Title: gccheckmark=1 on a program that changes its pointers all the time
// Class: runtime-fatal-state
// Guilty: unknown
// Claims: S3-19
// Expect: clean
// Env: GODEBUG=gccheckmark=1
//
// The claim was that checkmark misjudges what write barriers still hold, so that a correct program
// panics with "checkmark failed". GODEBUG=gccheckmark=1 marks a second time with the world stopped and
// all buffers flushed, and throws "checkmark found unmarked object" if that finds more: it found none
// here in any release. It costs time only.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

type node struct {
	left, right *node
	n           int
}

func build(depth int) *node {
	if depth == 0 {
		return &node{n: 1}
	}
	return &node{build(depth - 1), build(depth - 1), 0}
}

func (n *node) sum() int {
	if n.left == nil {
		return n.n
	}
	return n.left.sum() + n.right.sum()
}

func main() {
	var all sync.WaitGroup
	wrong := make(chan int, 4)
	for i := 0; i < 4; i++ {
		all.Add(1)
		go func() {
			defer all.Done()
			tree := build(8)
			for k := 0; k < 300; k++ {
				// Subtrees change places while the collector marks.
				tree.left, tree.right = tree.right, tree.left
				tree.left.left, tree.right.right = tree.right.right, tree.left.left
				tree.right.left = build(6)
			}
			if s := tree.sum(); s <= 0 {
				wrong <- s
			}
		}()
	}
	for i := 0; i < 5; i++ {
		runtime.GC()
	}
	all.Wait()
	if len(wrong) > 0 {
		fmt.Println("INTEROPFUZZ silent: a tree lost its leaves")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
