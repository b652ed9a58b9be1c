// Title: a mapped file becomes shorter, and C reads where it was
// Class: native-control-escape
// Guilty: c
// Expect: signal/in-c/SIGBUS
// Expect asan: asan/BUS
// Expect msan: msan/BUS
//
// The mapping stays as long as it was; a page behind the file's end has nothing to show, and the kernel
// sends SIGBUS. It may be another process that makes the file shorter. On Go's side of the boundary such
// a read would be "unexpected fault address", which debug.SetPanicOnFault turns into a panic; in C it ends
// the program.
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
	return data[8191]; // GUILTY
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
