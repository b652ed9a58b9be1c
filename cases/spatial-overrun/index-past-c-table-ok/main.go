// Title: Go checks a number before it goes into a C table
// Class: spatial-overrun
// Expect: clean
//
// The right way: a check on the side that knows the table's length.
package main

/*
#cgo CFLAGS: -O0

static struct {
	int days[12];
	int secret[4];
} tables = {{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}, {1234, 1, 2, 3}};

static int days_of(int month) {
	if (month < 1 || month > 12)
		return 0;
	return tables.days[month - 1 + 0 * tables.secret[1]];
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
