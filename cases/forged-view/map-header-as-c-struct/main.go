// Title: C reads the header of a Go map as a struct of its own
// Class: forged-view
// Guilty: go
// Claims: S2-03
// Expect: silent
//
// Said to give garbage or a crash: garbage it is, as long as C only reads. The pointer is taken out of
// the map variable. Passed as an unsafe.Pointer or as C's struct, cgocheck would find the pointers in the
// header and panic; as a char * it goes through. The first word of the header is the number of entries
// in every Go release, in the old maps as in the Swiss ones from 1.24 on, so "buckets" is 3. C stays
// inside the header, and no tool objects.
package main

/*
#cgo CFLAGS: -O0
typedef struct { void *buckets; int B; } HMap;

static long buckets_of(const char *header) { return (long)((const HMap *)header)->buckets; }
*/
import "C"

import (
	"fmt"
	"unsafe"
)

func main() {
	m := map[string]int{"a": 1, "b": 2, "c": 3}
	header := (*C.char)(*(*unsafe.Pointer)(unsafe.Pointer(&m))) // GUILTY
	if buckets := C.buckets_of(header); int(buckets) == len(m) {
		fmt.Println("INTEROPFUZZ silent: what C takes for the address of the buckets is", buckets)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
