// Title: an empty list has no last item
// Class: spatial-overrun
// Expect: clean
//
// The right way: the count is looked at first.
package main

/*
#cgo CFLAGS: -O0
#include <stdlib.h>

struct list {
	long count;
	long *item;
};

static struct list *list_new(void) {
	struct list *l = malloc(sizeof *l);
	l->count = 0;
	l->item = malloc(8 * sizeof *l->item);
	return l;
}

static void list_set_last(struct list *l, long n) {
	if (l->count > 0)
		l->item[l->count - 1] = n;
}

static void list_free(struct list *l) {
	free(l->item);
	free(l);
}
*/
import "C"

import "fmt"

func main() {
	l := C.list_new()
	C.list_set_last(l, 3)
	C.list_free(l)
	fmt.Println("freed")
}
