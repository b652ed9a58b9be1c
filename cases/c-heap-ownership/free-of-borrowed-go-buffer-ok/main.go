// Title: what C will free is copied into C memory first
// Class: c-heap-ownership
// Expect: clean
//
// The right way: a C function that frees its argument is given malloc's memory, here a copy by
// C.CBytes.
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

import "fmt"

func main() {
	const size = 64
	records := make([]byte, 4*size)
	for i := 2 * size; i < 3*size; i++ {
		records[i] = 1
	}
	fmt.Println(C.consume((*C.uchar)(C.CBytes(records[2*size:3*size])), size))
}
