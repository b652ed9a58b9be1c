// Title: A map is collected around while C works on a call that was given its address
// Class: c-retains-go-memory
// Guilty: unknown
// Claims: S2-05
// Expect: clean
//
// Said to lose its buckets, which the collector frees and unmaps during the call. It does not: the
// variable is alive as long as Go uses it or an argument of a call refers to it, and with it the map and
// its buckets. Collections run during the call here, from a callback, and the map keeps its entries.
// What perf shows as munmap has nothing to do with buckets: the Go heap gives memory back with madvise
// and keeps its addresses. (The address goes in a way that cgocheck does not look through; see
// cgo-pointer-rule/map-variable.)
package main

/*
extern void interopfuzzCollect(void);

static int first_int(const int *p) {
	int before = *p;
	for (int i = 0; i < 3; i++)
		interopfuzzCollect();
	return before == *p;
}
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

var others [][]byte

//export interopfuzzCollect
func interopfuzzCollect() {
	runtime.GC()
	for i := 0; i < 1000; i++ {
		others = append(others, make([]byte, 300))
	}
}

func main() {
	m := make(map[string]int)
	for i := 0; i < 1000; i++ {
		m[fmt.Sprint("key ", i)] = i
	}
	p := (*C.int)(unsafe.Pointer(&m))
	same := C.first_int(p)
	for i := 0; i < 1000; i++ {
		if same == 0 || m[fmt.Sprint("key ", i)] != i {
			fmt.Println("INTEROPFUZZ silent: the map has changed at key", i)
			return
		}
	}
	fmt.Println("INTEROPFUZZ clean")
}
