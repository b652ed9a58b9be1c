// Command hmap is how an article measures the header of a map.
package main

import "unsafe"

func main() {
	println("hmap size:", unsafe.Sizeof(struct{ hmap }{}))
}
