// Title: C strings that fill their cells exactly put the terminator into the next malloc block
// Class: spatial-overrun
// Guilty: c
// Expect: libc-abort/invalid-pointer
// Expect asan: asan/heap-buffer-overflow
// Expect msan: clean
// Expect valgrind: valgrind/invalid-write
//
// malloc gives exactly 24 usable bytes for 24, and right behind them lies the size of the next block.
// The terminator clears its lowest byte, so the next free sees a block of size 0 and aborts with
// "free(): invalid pointer", far from the strcpy that did it. With a width of 20 the byte would land
// in the padding and nothing would show. ASan and Valgrind stop at the strcpy. MSan only follows
// uninitialised memory, and its allocator keeps its records elsewhere: clean.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>
#include <string.h>

enum { rows = 8, width = 24 };

static char *cell[rows];

static void table_new(void) {
	for (int i = 0; i < rows; i++)
		cell[i] = malloc(width); // no room for the terminator
}

static void table_set(int i, const char *text) {
	strcpy(cell[i], text); // GUILTY
}

static void table_free(void) {
	for (int i = 0; i < rows; i++)
		free(cell[i]);
}
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

func main() {
	runtime.LockOSThread() // one malloc arena for all of it
	C.table_new()
	for i := 0; i < C.rows; i++ {
		text := C.CString(fmt.Sprintf("row %-20d", i)) // 24 characters
		C.table_set(C.int(i), text)
		C.free(unsafe.Pointer(text))
	}
	C.table_free()
	fmt.Println(C.rows, "rows written")
}
