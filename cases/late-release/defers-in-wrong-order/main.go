// Title: Defers close a C session before the statement that belongs to it
// Class: late-release
// Guilty: go
// Expect: silent
// Expect asan: asan/heap-use-after-free
// Expect msan: msan/use-of-uninitialized-value
// Expect valgrind: valgrind/invalid-read
//
// Defers run last in, first out. The one that closes the session was written last, so it runs
// first, and the statement then counts down in freed memory. That glibc has put its own links there
// is what makes the number wrong. The tools that follow malloc and free, asan, msan and Valgrind,
// see it; the others do not.
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
	t := C.prepare(s)
	defer func() { left = int(C.finish(t)) }()
	defer C.session_close(s) // GUILTY
	return 0
}

func main() {
	if left := query(); left != 0 {
		fmt.Println("INTEROPFUZZ silent: the session counts", left, "open statements and not 0")
		return
	}
	fmt.Println("INTEROPFUZZ clean")
}
