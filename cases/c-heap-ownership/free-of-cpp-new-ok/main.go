// Title: Go gives an object back to the C++ that made it
// Class: c-heap-ownership
// Expect: clean
//
// The right way: a library that makes objects has a function that takes them back.
package main

/*
#cgo CXXFLAGS: -O0
#include <stdlib.h>

struct point { double x, y; };
struct point *point_new(double x, double y);
void point_delete(struct point *p);
*/
import "C"

import "fmt"

func main() {
	p := C.point_new(1, 2)
	fmt.Println(p.x + p.y)
	C.point_delete(p)
}
