// Title: the address at which the heap shall grow next is set to one outside of user space
// Class: runtime-fatal-state
// Guilty: go
// Claims: S3-18
// Expect: clean
// Expect race: go-fatal/out-of-memory
// Needs: go>=1.26
// Tampers: mheap_.arenaHints
//
// There has been no arena_start since Go 1.11; its nearest kin is the list of hints where the heap
// shall grow. A hint is no more than that: mmap is asked for that address without MAP_FIXED, the
// kernel gives what it likes or nothing, and the runtime takes the next hint or any place at all. The
// program does not notice. Only -race needs its heap in a certain range, and throws "too many address
// space collisions for -race mode".
package main

import (
	"fmt"
	"runtime"
	"unsafe"
)

//go:linkname mheap runtime.mheap_
var mheap [8]byte

func main() {
	for hint := *(**[3]uintptr)(unsafe.Add(unsafe.Pointer(&mheap), 66056)); hint != nil; hint = *(**[3]uintptr)(unsafe.Pointer(&hint[2])) {
		hint[0] = 0xdeadbeef00000000 // GUILTY arenaHint.addr
	}
	var blocks [][]byte
	for i := 0; i < 3; i++ {
		blocks = append(blocks, make([]byte, 70<<20)) // more than an arena
		blocks[i][i] = 1
	}
	runtime.KeepAlive(blocks)
	fmt.Println("INTEROPFUZZ clean")
}
