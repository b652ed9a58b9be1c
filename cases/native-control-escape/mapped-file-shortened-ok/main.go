// Title: C reads a mapped file only as far as it goes
// Class: native-control-escape
// Expect: clean
//
// The right way: the length is asked for again after the file may have changed, and the mapping ends there.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

// A file of two pages, mapped as a whole.
static int file;
static char *data;

static void map_file(void) {
	char name[] = "/tmp/mapped-XXXXXX";
	file = mkstemp(name);
	unlink(name);
	if (file < 0 || ftruncate(file, 8192) != 0)
		abort();
	data = mmap(0, 8192, PROT_READ, MAP_SHARED, file, 0);
	if (data == MAP_FAILED)
		abort();
}

static void shorten(void) {
	if (ftruncate(file, 4096) != 0)
		abort();
}

static int last_byte(void) {
	return data[4095];
}
*/
import "C"

import "fmt"

func main() {
	C.map_file()
	C.shorten()
	fmt.Println("last byte", C.last_byte())
	fmt.Println("INTEROPFUZZ clean")
}
