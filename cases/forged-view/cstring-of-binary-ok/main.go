// Title: Binary data is passed to C with its length
// Class: forged-view
// Expect: clean
//
// C.CBytes copies the bytes, and the length goes along.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>

static long checksum(const unsigned char *p, size_t n) {
	long sum = 0;
	for (size_t i = 0; i < n; i++)
		sum += p[i];
	return sum;
}
*/
import "C"

import "fmt"

func main() {
	data := []byte{1, 2, 0, 3, 4}
	c := C.CBytes(data)
	defer C.free(c)
	if sum := C.checksum((*C.uchar)(c), C.size_t(len(data))); sum != 10 {
		fmt.Println("INTEROPFUZZ silent: the checksum is", sum, "and not 10")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
