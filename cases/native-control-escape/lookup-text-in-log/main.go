// Title: a text of the form ${jndi:...} is logged
// Class: native-control-escape
// Guilty: unknown
// Claims: S0-29
// Expect: clean
//
// A chapter on Log4j closes an article on Go. Log4j looked names up that it found in the text it was
// to log; neither Go's log and fmt nor C's printf do anything like that with an argument: the text
// comes out as it went in. What does exist here is a format string from outside:
// spatial-overrun/text-as-format.
package main

/*
#cgo CFLAGS: -O0
#include <stdio.h>
#include <stdlib.h>

static int c_log(char *to, size_t size, const char *text) {
	return snprintf(to, size, "%s", text);
}
*/
import "C"

import (
	"bytes"
	"fmt"
	"log"
	"strings"
	"unsafe"
)

func main() {
	const text = "${jndi:ldap://127.0.0.1:1/a}"
	var logged bytes.Buffer
	log.New(&logged, "", 0).Printf("user agent %s", text)
	c := C.CString(text)
	defer C.free(unsafe.Pointer(c))
	var line [64]C.char
	C.c_log(&line[0], C.size_t(len(line)), c)
	if !strings.Contains(logged.String(), text) || C.GoString(&line[0]) != text {
		fmt.Println("INTEROPFUZZ silent: something was put in place of the text")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
