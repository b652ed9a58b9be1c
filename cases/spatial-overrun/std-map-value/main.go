// Title: C++ writes a kilobyte behind the only value of a std::map
// Class: spatial-overrun
// Guilty: c
// Claims: S2-14cpp
// Expect: clean
// Expect asan: asan/heap-buffer-overflow
// Expect valgrind: valgrind/invalid-write
//
// A value of a std::map lies in a node of its own on the C++ heap, and p[1024] is far behind it. With
// one node there is nothing allocated there: ASan and Valgrind both report the write. Without them it
// changes a byte that nobody uses. But "go build -asan" instruments C and Go, not C++: without asan.go,
// which adds the flag for C++, ASan says nothing. MSan, for which it is the same, would not look for it.
package main

/*
extern int overrun(void);
*/
import "C"

import "fmt"

func main() {
	if C.overrun() != 1 {
		fmt.Println("INTEROPFUZZ silent: the value has changed")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
