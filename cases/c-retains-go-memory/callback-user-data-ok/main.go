// Title: C keeps a cgo.Handle as the user data of a callback
// Class: c-retains-go-memory
// Expect: clean
//
// C stores the handle, a number, in an integer of the right size; the handle keeps the object alive
// until Delete.
package main

/*
#include <stdint.h>

extern void interopfuzzTickOK(uintptr_t);

static uintptr_t user_data;
static void subscribe(uintptr_t p) { user_data = p; }
static void fire(void) { interopfuzzTickOK(user_data); }
*/
import "C"

import (
	"fmt"
	"runtime"
	"runtime/cgo"
)

type subscriber struct {
	id    int
	ticks int
	rest  [1000]byte
}

//go:noinline
func newSubscriber(id int) *subscriber { return &subscriber{id: id} }

var reached int

//export interopfuzzTickOK
func interopfuzzTickOK(h C.uintptr_t) {
	s := cgo.Handle(h).Value().(*subscriber)
	s.ticks++
	reached = s.id
}

//go:noinline
func subscribe() cgo.Handle {
	h := cgo.NewHandle(newSubscriber(1))
	C.subscribe(C.uintptr_t(h))
	return h
}

func main() {
	h := subscribe()
	defer h.Delete()
	runtime.GC()
	C.fire()
	early := reached

	var others []*subscriber
	for i := 0; i < 1000; i++ {
		others = append(others, newSubscriber(2))
	}
	C.fire()
	late := reached
	runtime.KeepAlive(others)
	if early != 1 || late != 1 {
		fmt.Printf("INTEROPFUZZ silent: the ticks for subscriber 1 reached %d, then %d\n", early, late)
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
