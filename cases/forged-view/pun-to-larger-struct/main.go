// Title: A Go struct is cast to the C struct of a newer library version, which has grown
// Class: forged-view
// Guilty: go
// Claims: S4-30
// Expect: silent
// Expect checkptr|race|msan: go-fatal/checkptr-straddle
// Expect asan: asan/use-after-poison
//
// The Go struct has the size of version 1, 16 bytes, and the library initialises 32, so the
// neighbour on the heap is overwritten. checkptr stops the program at the cast, as the C struct
// would reach into the next object; race and msan bring checkptr along. So does asan, but there
// each object has a red zone behind it and the cast stays inside the larger slot: it is the red
// zone that catches C's write. Valgrind sees a write into memory that is allocated, if to somebody
// else. cgocheck asks about pointers, not sizes.
package main

/*
#cgo CFLAGS: -O0
#include <stdint.h>

// Version 2 of the library: "scale" and "offset" are new.
struct image {
	uint64_t width;
	uint64_t height;
	uint64_t scale;
	uint64_t offset;
};

static void image_init(struct image *i) {
	i->width = 640;
	i->height = 480;
	i->scale = 1;
	i->offset = 0;
}
*/
import "C"

import (
	"fmt"
	"unsafe"
)

// image is the struct as it was in version 1.
type image struct{ width, height uint64 }

//go:noinline
func newImage() *image { return &image{11, 22} }

func main() {
	var images []*image
	for i := 0; i < 64; i++ {
		images = append(images, newImage())
	}
	image := images[20]
	C.image_init((*C.struct_image)(unsafe.Pointer(image))) // GUILTY
	for _, other := range images {
		if other != image && *other != *images[0] {
			fmt.Println("INTEROPFUZZ silent: another image has changed to", *other)
			return
		}
	}
	fmt.Println("INTEROPFUZZ clean")
}
