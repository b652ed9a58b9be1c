// Title: Error texts and functions that are said to be the runtime's
// Class: runtime-fatal-state
// Guilty: unknown
// Claims: S2-11, S2-15, S2-16, S2-17
// Expect: clean
//
// The program looks through its own file, which holds the texts and the function names of the runtime that
// it is linked with. It finds the ones that are real, and none of the ones that an article tells of:
// "hash of unallocated span", "bad pointer in workbuf", gcMarkBadPointer, isValidSpanPtr, writebarrierptr,
// lockRankMHeapFree. A mark in
// the middle of each keeps the program from finding itself.
package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"
)

func main() {
	file, err := os.ReadFile("/proc/self/exe")
	if err != nil {
		panic(err)
	}
	has := func(word string) bool { return bytes.Contains(file, []byte(strings.ReplaceAll(word, "~", ""))) }
	for _, real := range []string{"found bad pointer~ in Go heap", "concurrent~ map writes", "runtime.gc~MarkDone", "runtime.(*mheap).~freeSpan"} {
		if !has(real) {
			fmt.Println("INTEROPFUZZ silent: the runtime should have", real)
			return
		}
	}
	for _, invented := range []string{
		"hash of~ unallocated span", "bad pointer~ in workbuf", "gcMark~BadPointer", "isValid~SpanPtr", "runtime.write~barrierptr",
		"lockRank~MHeapFree", "mHeap~_FreeSpan",
	} {
		if has(invented) {
			fmt.Println("INTEROPFUZZ silent: the runtime has", invented)
			return
		}
	}
	fmt.Println("INTEROPFUZZ clean")
}
