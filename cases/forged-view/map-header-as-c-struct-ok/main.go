// Title: C is given a struct with what it wants to know about a map
// Class: forged-view
// Expect: clean
//
// The header of a map is private to the runtime and changes between releases; len is not.
package main

/*
#cgo CFLAGS: -O0
typedef struct { long entries; } map_info;

static long entries_of(const map_info *i) { return i->entries; }
*/
import "C"

import "fmt"

func main() {
	m := map[string]int{"a": 1, "b": 2, "c": 3}
	info := C.map_info{entries: C.long(len(m))}
	if n := C.entries_of(&info); int(n) != len(m) {
		fmt.Println("INTEROPFUZZ silent: the map has", n, "entries for C")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
