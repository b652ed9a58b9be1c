// Title: Go indexes a C table with a number that has no entry
// Class: spatial-overrun
// Guilty: go
// Expect: silent
//
// C has no bounds and, past a pointer, Go has none either: the read takes what the linker put behind
// the table, here another table. ASan has a gap behind every global variable and reports the load,
// which Go's -asan instruments. Valgrind and MSan know nothing of the ends of globals.
package main

/*
#cgo CFLAGS: -O0

static struct {
	int days[12];
	int secret[4];
} tables = {{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}, {1234, 1, 2, 3}};

static int days_of(int month) {
	return tables.days[month - 1 + 0 * tables.secret[1]]; // GUILTY
}
*/
import "C"

import "fmt"

func main() {
	if n := C.days_of(13); n > 31 {
		fmt.Println("INTEROPFUZZ silent: month 13 has", n, "days")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
