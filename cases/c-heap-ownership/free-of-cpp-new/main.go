// Title: Go frees with C.free what C++ made with new
// Class: c-heap-ownership
// Guilty: go
// Expect: clean
// Expect asan: asan/alloc-dealloc-mismatch
//
// With glibc new calls malloc, so free works; with another allocator it need not, and destructors are
// not called in any case. ASan calls it an alloc-dealloc-mismatch and Valgrind a mismatched free,
// since they watch both. Nothing else sees a fault: there is none on this machine.
package main

/*
#cgo CXXFLAGS: -O0
#include <stdlib.h>

struct point { double x, y; };
struct point *point_new(double x, double y);
void point_delete(struct point *p);
*/
import "C"

import (
	"fmt"
	"unsafe"
)

func main() {
	p := C.point_new(1, 2)
	fmt.Println(p.x + p.y)
	C.free(unsafe.Pointer(p)) // GUILTY
}
