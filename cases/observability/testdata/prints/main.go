// Command prints defers a call into a package of the standard library.
package main

import "fmt"

func main() {
	for i := 0; i < 2; i++ {
		defer fmt.Println("done", i)
	}
}
