// The part of the sampler that only a program with C gets: what of the C heap is in use, by mallinfo2(3)
// of glibc 2.33 and later.
package main

/*
#include <malloc.h>

#pragma weak mallinfo2

static long long interopfuzz_c_heap(void) {
#if defined(__GLIBC__) && (__GLIBC__ > 2 || __GLIBC_MINOR__ >= 33)
	if (mallinfo2) {
		struct mallinfo2 m = mallinfo2();
		return (long long)(m.uordblks + m.hblkhd);
	}
#endif
	return -1;
}
*/
import "C"

// Before any init, so that the first sample has it too.
var _ = interopfuzzSetCHeap()

func interopfuzzSetCHeap() bool {
	interopfuzzCHeap = func() int64 { return int64(C.interopfuzz_c_heap()) }
	return true
}
