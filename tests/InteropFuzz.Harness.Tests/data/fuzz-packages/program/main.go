// Program is a command with a fuzz function.
package main

// static int twice(int n) { return 2 * n; }
import "C"

import "fmt"

func twice(n int) int { return int(C.twice(C.int(n))) }

func main() { fmt.Println(twice(21)) }
