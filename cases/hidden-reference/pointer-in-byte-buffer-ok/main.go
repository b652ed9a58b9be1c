// Title: The message carries an index, and a table that the collector scans holds the pointer
// Class: hidden-reference
// Expect: clean
//
// Bytes may hold a number. The reference itself stays in memory with a pointer type.
package main

/*
#include <stdint.h>
#include <string.h>

static uint64_t request_index(const unsigned char *msg) {
	uint64_t index;
	memcpy(&index, msg, sizeof index);
	return index;
}
*/
import "C"

import (
	"encoding/binary"
	"fmt"
	"runtime"
)

type request struct {
	id   int
	body [1000]byte
}

type table struct{ requests []*request }

//go:noinline
func (t *table) pack(msg []byte) {
	binary.LittleEndian.PutUint64(msg, uint64(len(t.requests)))
	t.requests = append(t.requests, &request{id: 41})
}

//go:noinline
func (t *table) unpack(msg []byte) *request {
	return t.requests[C.request_index((*C.uchar)(&msg[0]))]
}

func main() {
	var t table
	msg := make([]byte, 64)
	t.pack(msg)
	runtime.GC()
	early := t.unpack(msg).id

	var others []*request
	for i := 0; i < 1000; i++ {
		others = append(others, &request{id: 1000 + i})
	}
	late := t.unpack(msg).id
	runtime.KeepAlive(others)
	if early != 41 || late != 41 {
		fmt.Printf("INTEROPFUZZ silent: the request in the message has id %d, then %d, and was packed with 41\n", early, late)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
