// Title: A method keeps its receiver alive until the C call is over
// Class: late-release
// Expect: clean
//
// runtime.KeepAlive after the last use of the C memory keeps the finalizer away until then.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>

struct matrix {
	long cell[16];
};

static struct matrix *matrix_new(void) {
	struct matrix *m = malloc(sizeof *m);
	for (int i = 0; i < 16; i++)
		m->cell[i] = 1;
	return m;
}

static long matrix_sum(struct matrix *m) {
	long sum = 0;
	for (int i = 0; i < 16; i++)
		sum += m->cell[i];
	return sum;
}
*/
import "C"

import (
	"fmt"
	"runtime"
	"time"
	"unsafe"
)

type matrix struct {
	c    *C.struct_matrix
	name string
}

func newMatrix(freed chan<- bool) *matrix {
	m := &matrix{C.matrix_new(), "m"}
	runtime.SetFinalizer(m, func(m *matrix) {
		C.free(unsafe.Pointer(m.c))
		freed <- true
	})
	return m
}

//go:noinline
func (m *matrix) sum(collect func()) int {
	c := m.c
	collect()
	sum := int(C.matrix_sum(c))
	runtime.KeepAlive(m)
	return sum
}

func main() {
	freed := make(chan bool, 1)
	collect := func() {
		for i := 0; i < 5; i++ {
			runtime.GC()
			select {
			case <-freed:
				return
			case <-time.After(time.Millisecond):
			}
		}
	}
	sum := newMatrix(freed).sum(collect)
	for i := 0; i < 200 && len(freed) == 0; i++ {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
	if sum != 16 {
		fmt.Println("INTEROPFUZZ silent: the cells sum up to", sum, "and not to 16")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
