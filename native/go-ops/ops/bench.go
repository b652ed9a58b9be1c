package ops

// #include "callbacks.h"
import "C"

import (
	"fmt"
	"os"
	"strconv"
	"time"
	"unsafe"
)

//export goOnBench
func goOnBench(value C.int64_t) C.int64_t { return value + 1 }

var (
	benchBuffer [1024]byte
	benchSink   uint64
)

// Bench measures each kind of call for so many milliseconds, and prints a line for each: a name, nanoseconds.
func Bench(milliseconds string) {
	ms, err := strconv.Atoi(milliseconds)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	measure("empty", ms, func(times int) {
		for i := 0; i < times; i++ {
			C.ifz_noop()
		}
	})
	measure("buffer", ms, func(times int) {
		for i := 0; i < times; i++ {
			benchSink += uint64(C.ifz_fill((*C.uint8_t)(unsafe.Pointer(&benchBuffer[0])), 1024, C.uint8_t(i)))
		}
	})
	measure("callback", ms, func(times int) {
		for i := 0; i < times; i++ {
			benchSink += uint64(C.go_bench_call(C.int64_t(i)))
		}
	})
}

// measure finds how many calls last so long by doubling; the last round counts.
func measure(name string, milliseconds int, work func(times int)) {
	for times := 1000; ; times *= 2 {
		start := time.Now()
		work(times)
		if took := time.Since(start); took >= time.Duration(milliseconds)*time.Millisecond {
			fmt.Printf("%s %.2f\n", name, float64(took.Nanoseconds())/float64(times))
			return
		}
	}
}
