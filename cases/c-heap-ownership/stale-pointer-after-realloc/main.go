// Title: Go keeps a pointer to a C buffer that C moves when it grows
// Class: c-heap-ownership
// Guilty: boundary
// Expect: silent
// Expect asan: asan/heap-use-after-free
// Expect msan: msan/use-of-uninitialized-value
// Expect valgrind: valgrind/invalid-read
//
// C appends, the buffer is full, realloc moves it and frees the old block. Go's pointer still names
// the old one. glibc's links there are what Go reads. ASan, MSan and Valgrind know that the block is
// free.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>

struct list {
	long *item;
	long count, room;
	long *spare;
};

static void list_add(struct list *l, long n) {
	if (l->count == l->room) {
		l->room = l->room ? 16 * l->room : 8;
		l->item = realloc(l->item, l->room * sizeof *l->item);
		if (l->count > 0)
			l->spare = malloc(32); // the old block cannot simply become longer the next time
	}
	l->item[l->count++] = n;
}

static void list_free(struct list *l) {
	free(l->item);
	free(l->spare);
}

static void *wall; // lies behind the first block, so that realloc must move it

static void build_wall(void) { wall = malloc(64); }
static void tear_down_wall(void) { free(wall); }
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

func main() {
	runtime.LockOSThread() // malloc's lists belong to a thread
	l := (*C.struct_list)(C.calloc(1, C.sizeof_struct_list))
	C.list_add(l, 7)
	C.build_wall()
	first := l.item
	for i := 0; i < 8; i++ {
		C.list_add(l, 0)
	}
	got := *first // GUILTY
	C.list_free(l)
	C.tear_down_wall()
	C.free(unsafe.Pointer(l))
	if got != 7 {
		fmt.Println("INTEROPFUZZ silent: the first item is 7 and was read as something else")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
