// Title: an index of -1 writes before a C block
// Class: spatial-overrun
// Guilty: c
// Expect: libc-abort/invalid-pointer
// Expect asan: asan/heap-buffer-overflow
// Expect msan: msan/SEGV
// Expect valgrind: valgrind/invalid-write
//
// The "last" of an empty list is item -1. In front of a malloc block stands its size; overwritten, it
// is what free trips over: glibc aborts, in another function and perhaps much later. ASan and Valgrind
// stop at the write. MSan knows no bounds, but its allocator has put the block at the begin of a
// mapping, so that the write faults.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>

struct list {
	long count;
	long *item;
};

static struct list *list_new(void) {
	struct list *l = malloc(sizeof *l);
	l->count = 0;
	l->item = malloc(8 * sizeof *l->item);
	return l;
}

static void list_set_last(struct list *l, long n) {
	l->item[l->count - 1] = n; // GUILTY
}

static void list_free(struct list *l) {
	free(l->item);
	free(l);
}
*/
import "C"

import "fmt"

func main() {
	l := C.list_new()
	C.list_set_last(l, 3)
	C.list_free(l)
	fmt.Println("freed")
}
