// Title: the cells have one byte more than their width, for the terminator
// Class: spatial-overrun
// Expect: clean
//
// The right way: strlen does not count the terminator, the allocation has to.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>
#include <string.h>

enum { rows = 8, width = 24 };

static char *cell[rows];

static void table_new(void) {
	for (int i = 0; i < rows; i++)
		cell[i] = malloc(width + 1);
}

static void table_set(int i, const char *text) {
	strcpy(cell[i], text);
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
