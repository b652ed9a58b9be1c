package main

/*
#cgo CFLAGS: -O0
struct config {
	int level;
};
static int level_of(const struct config *c) {
	return c->level;
}
*/
import "C"

import (
	"fmt"
	"os"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "--sound" {
		fmt.Println("level", C.level_of(&C.struct_config{level: 3}))
		return
	}
	fmt.Println("level", C.level_of(nil))
}
