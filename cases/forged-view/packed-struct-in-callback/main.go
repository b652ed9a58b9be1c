// Title: An exported Go function reads a packed C struct through a Go struct of its own
// Class: forged-view
// Guilty: go
// Expect: silent
//
// C packs the struct to nine bytes; the Go struct with the same fields has padding after the first one
// and takes the value from seven bytes further on. cgo itself leaves fields out that Go cannot lay out,
// which is why people write such a struct by hand. The memory behind the packet belongs to the same C
// array, so asan and Valgrind see a valid read; checkptr knows Go memory only.
package main

/*
#include <stdint.h>

struct __attribute__((packed)) packet {
	uint8_t kind;
	uint64_t value;
};

extern void interopfuzzPacket(void *);

static struct packet packets[4];

static void deliver(void) {
	for (int i = 0; i < 4; i++) {
		packets[i].kind = 1;
		packets[i].value = 42;
	}
	interopfuzzPacket(packets);
}
*/
import "C"

import (
	"fmt"
	"unsafe"
)

type packet struct {
	kind  uint8
	value uint64
}

var received uint64

//export interopfuzzPacket
func interopfuzzPacket(p unsafe.Pointer) {
	received = (*packet)(p).value // GUILTY
}

func main() {
	C.deliver()
	if received != 42 {
		fmt.Println("INTEROPFUZZ silent: the value of the packet is", received, "in Go and 42 in C")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
