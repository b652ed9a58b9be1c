// Title: An exported Go function decodes a packed C struct byte by byte
// Class: forged-view
// Expect: clean
//
// Nine bytes are copied and decoded at their true offsets.
package main

/*
#include <stdint.h>

struct __attribute__((packed)) packet {
	uint8_t kind;
	uint64_t value;
};

extern void interopfuzzPacketOK(void *, int);

static struct packet packets[4];

static void deliver(void) {
	for (int i = 0; i < 4; i++) {
		packets[i].kind = 1;
		packets[i].value = 42;
	}
	interopfuzzPacketOK(packets, sizeof packets[0]);
}
*/
import "C"

import (
	"encoding/binary"
	"fmt"
	"unsafe"
)

var received uint64

//export interopfuzzPacketOK
func interopfuzzPacketOK(p unsafe.Pointer, size C.int) {
	b := C.GoBytes(p, size)
	received = binary.LittleEndian.Uint64(b[1:])
}

func main() {
	C.deliver()
	if received != 42 {
		fmt.Println("INTEROPFUZZ silent: the value of the packet is", received, "in Go and 42 in C")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
