// Title: C keeps a Go pointer as the user data of a callback
// Class: c-retains-go-memory
// Guilty: go
// Claims: S4-11
// Expect: silent
// Expect asan: asan/use-after-poison
// Expect msan: msan/use-of-uninitialized-value
//
// C may keep the pointer only as long as the call lasts, and subscribe returns at once. Nothing in
// Go refers to the subscriber any more. The first tick changes a collected object, the second one
// that belongs to somebody else. To checkptr the callback's argument is a pointer like any other.
// asan and msan stop the first tick, in Go code, as the object is poisoned from its collection
// until its place is given out again. Valgrind is silent: the runtime tells it which objects are
// allocated, but not, up to Go 1.27, which ones are collected.
package main

/*
extern void interopfuzzTick(void *);

static void *user_data;
static void subscribe(void *p) { user_data = p; }
static void fire(void) { interopfuzzTick(user_data); }
*/
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"
)

type subscriber struct {
	id    int
	ticks int
	rest  [1000]byte
}

//go:noinline
func newSubscriber(id int) *subscriber { return &subscriber{id: id} }

var reached int

//export interopfuzzTick
func interopfuzzTick(p unsafe.Pointer) {
	s := (*subscriber)(p)
	s.ticks++
	reached = s.id
}

//go:noinline
func subscribe() uintptr {
	s := newSubscriber(1)
	C.subscribe(unsafe.Pointer(s)) // GUILTY
	return uintptr(unsafe.Pointer(s))
}

func main() {
	var others []*subscriber
	for i := 0; i < 8; i++ {
		others = append(others, newSubscriber(2))
	}
	address := subscribe()
	for i := 0; i < 8; i++ {
		others = append(others, newSubscriber(2))
	}
	runtime.GC()
	C.fire()
	early := reached

	for i := 0; i < 4000; i++ {
		s := newSubscriber(2)
		others = append(others, s)
		if uintptr(unsafe.Pointer(s)) == address {
			break
		}
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
