// Title: A finalizer frees C memory while a method still works on it
// Class: late-release
// Guilty: go
// Expect: silent
// Expect asan: asan/heap-use-after-free
// Expect msan: msan/use-of-uninitialized-value
// Expect valgrind: valgrind/invalid-read
//
// A method does not keep its receiver alive to its end, only to the last use. Once "c" is read
// nobody needs the matrix, so the finalizer may run, and frees what C is about to sum up.
// runtime.KeepAlive(m) behind the call is what is missing. The program forces the collection that
// would otherwise come at a bad moment. The tools that follow malloc and free, asan, msan and
// Valgrind, see the read in C; those that know Go's memory do not.
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

// sum needs m only until it has read m.c.
//
//go:noinline
func (m *matrix) sum(collect func()) int {
	c := m.c
	collect()
	return int(C.matrix_sum(c)) // GUILTY
}

func main() {
	freed := make(chan bool, 1)
	// What the rest of a busy program does: it allocates, and the collector runs.
	collect := func() {
		for i := 0; i < 200; i++ {
			runtime.GC()
			select {
			case <-freed:
				return
			case <-time.After(time.Millisecond):
			}
		}
	}
	if sum := newMatrix(freed).sum(collect); sum != 16 {
		fmt.Println("INTEROPFUZZ silent: the cells sum up to", sum, "and not to 16")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
