// Title: Each defer follows what it undoes, so the statement is finished before its session
// Class: late-release
// Expect: clean
//
// Defers run last in, first out: written right after what they undo, they come in the right order.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>

struct session {
	long open_statements;
	long pad[15];
};

struct statement {
	struct session *session;
};

static struct session *session_open(void) { return calloc(1, sizeof(struct session)); }
static void session_close(struct session *s) { free(s); }

static struct statement *prepare(struct session *s) {
	struct statement *t = malloc(sizeof *t);
	t->session = s;
	s->open_statements++;
	return t;
}

// Returns how many statements of the session are still open.
static long finish(struct statement *t) {
	long left = --t->session->open_statements;
	free(t);
	return left;
}
*/
import "C"

import "fmt"

func query() (left int) {
	s := C.session_open()
	defer C.session_close(s)
	t := C.prepare(s)
	defer func() { left = int(C.finish(t)) }()
	return 0
}

func main() {
	if left := query(); left != 0 {
		fmt.Println("INTEROPFUZZ silent: the session counts", left, "open statements and not 0")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
