// Title: C returns its error, -1, as an unsigned count and Go makes room for that many records
// Class: runtime-fatal-state
// Guilty: boundary
// Claims: S3-05
// Expect: go-fatal/out-of-memory
//
// -1 as an unsigned is 4,294,967,295, times 32 KB: 140 TB. make takes it for possible (a negative or
// larger size would be a panic that recover catches), and then the system cannot give that much
// address space: fatal. The race detector needs the heap in a certain range and gives up looking for
// room in other words ("too many address space collisions for -race mode").
package main

/*
#cgo CFLAGS: -O0

// count returns how many records there are, (unsigned)-1 when the file cannot be read.
static unsigned count(int readable) {
	return readable ? 3 : -1;
}
*/
import "C"

import "fmt"

type record [32 << 10]byte

func main() {
	records := make([]record, C.count(0)) // GUILTY
	fmt.Println(len(records), "records")
}
