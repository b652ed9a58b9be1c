// Title: The struct that C fills has C's own type
// Class: forged-view
// Expect: clean
//
// C gets a variable of its own type, with its own size, and Go copies the fields that it knows.
package main

/*
#cgo CFLAGS: -O0
#include <stdint.h>

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

import "fmt"

type image struct{ width, height uint64 }

//go:noinline
func newImage() *image { return &image{11, 22} }

func main() {
	var images []*image
	for i := 0; i < 64; i++ {
		images = append(images, newImage())
	}
	image := images[20]
	var c C.struct_image
	C.image_init(&c)
	image.width, image.height = uint64(c.width), uint64(c.height)
	for _, other := range images {
		if other != image && *other != *images[0] {
			fmt.Println("INTEROPFUZZ silent: another image has changed to", *other)
			return
		}
	}
	fmt.Println("INTEROPFUZZ clean")
}
