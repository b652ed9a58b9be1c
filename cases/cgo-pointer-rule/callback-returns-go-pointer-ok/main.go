// Title: An exported Go function returns C memory to C, which frees it
// Class: cgo-pointer-rule
// Expect: clean
//
// C.CString allocates with malloc, so C may keep the string, and has to free it.
package main

/*
#include <stdlib.h>

extern char *interopfuzzNameOK(void);

static int first_letter(void) {
	char *name = interopfuzzNameOK();
	int letter = name[0];
	free(name);
	return letter;
}
*/
import "C"

import "fmt"

//export interopfuzzNameOK
func interopfuzzNameOK() *C.char { return C.CString("interop") }

func main() {
	if letter := C.first_letter(); letter != 'i' {
		fmt.Printf("INTEROPFUZZ silent: C read %q\n", rune(letter))
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
