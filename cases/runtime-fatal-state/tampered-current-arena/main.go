// Title: the place where the heap takes its next pages is moved to where nothing is
// Class: runtime-fatal-state
// Guilty: go
// Claims: S3-20t, S3-18
// Expect: go-fatal/out-of-memory
// Needs: go>=1.26
// Tampers: mheap_.curArena
//
// Fields freelarge and freelarge.next, of which the claim speaks, do not exist any more.
// mheap_.curArena says which address space is reserved and still unused. Overwritten through
// go:linkname with an address that nobody reserved, it is taken as it is, mmap fails, and the runtime
// throws "out of memory" with the next growth of the heap. From Go 1.23 on the linker refuses the
// go:linkname, unless it is told -checklinkname=0.
package main

import (
	"fmt"
	"runtime"
	"unsafe"
)

//go:linkname mheap runtime.mheap_
var mheap [8]byte

func main() {
	arena := (*[2]uintptr)(unsafe.Add(unsafe.Pointer(&mheap), 66192))
	arena[0], arena[1] = 0xdead0000000000, 0xdead0000000000+(64<<20) // GUILTY base and end
	var blocks [][]byte
	for i := 0; i < 20; i++ {
		blocks = append(blocks, make([]byte, 4<<20))
		blocks[i][i] = 1
	}
	runtime.KeepAlive(blocks)
	fmt.Println("INTEROPFUZZ clean")
}
