// Package target does what its input says.
package target

/*
#include <stdlib.h>
#include <string.h>

static void overflow(void) {
	volatile char *block = malloc(8);
	volatile size_t behind = 8;
	block[behind] = 1;
	free((void *)block);
}

static void endless(void) {
	for (volatile int i = 0;; i++) {
	}
}

static void *volatile kept;

static void take(size_t bytes) {
	kept = malloc(bytes);
	if (kept)
		memset(kept, 1, bytes);
}

static void leak(void) {
	take(1000);
	kept = 0;
}
*/
import "C"

import "os"

// One performs one input.
func One(data []byte) int {
	switch string(data) {
	case "go panic":
		panic("told to")
	case "go throw":
		m := map[int]int{}
		go func() {
			for i := 0; ; i++ {
				m[i&7] = i
			}
		}()
		for i := 0; ; i++ {
			m[i&7] = i
		}
	case "os.Exit 3":
		os.Exit(3)
	case "os.Exit 0":
		os.Exit(0)
	case "C exit":
		C.exit(5)
	case "C abort":
		C.abort()
	case "C overflow":
		C.overflow()
	case "C endless":
		C.endless()
	case "Go endless":
		for i := 0; ; i++ {
			if i < 0 {
				return i
			}
		}
	case "C memory":
		for {
			C.take(1 << 26)
		}
	case "C leak":
		C.leak()
	case "Go stack":
		return deep(data)
	}
	return 0
}

func deep(data []byte) int {
	var frame [256]byte
	copy(frame[:], data)
	return deep(frame[:len(data)]) + int(frame[0])
}
