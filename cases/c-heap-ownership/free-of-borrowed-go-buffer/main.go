// Title: C takes a record out of a Go buffer and frees it like its own
// Class: c-heap-ownership
// Guilty: boundary
// Claims: S2-25
// Expect: libc-abort/invalid-pointer
// Expect asan: asan/bad-free
// Expect msan: msan/bad-free
// Expect valgrind: valgrind/invalid-free
//
// The pointer rules of cgo are kept: bytes without pointers, used during the call only, so no cgo
// check objects. But free takes the eight bytes before the record for the size of a malloc block. Here
// they are the end of the record before, all zero, and glibc gives up with "free(): invalid pointer".
// Other bytes there would have made it put Go memory into its own lists. ASan and Valgrind know that
// the block is not malloc's; MSan's allocator stops at an inner check (CHECK failed, "bad pointer").
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>

// consume sums a record and, as it owns what it is given, frees it.
static int consume(unsigned char *record, int n) {
	int sum = 0;
	for (int i = 0; i < n; i++)
		sum += record[i];
	free(record);
	return sum;
}
*/
import "C"

import (
	"fmt"
	"unsafe"
)

func main() {
	const size = 64
	records := make([]byte, 4*size)
	for i := 2 * size; i < 3*size; i++ {
		records[i] = 1
	}
	fmt.Println(C.consume((*C.uchar)(unsafe.Pointer(&records[2*size])), size)) // GUILTY
}
