// Added to a program for its run with --collect; no other run has it. It writes figures of the running
// program to the file descriptor that INTEROPFUZZ_NOTES names, a line for each sample, the first one
// with the names.
package main

import (
	"os"
	"runtime"
	"strconv"
	"sync"
	"syscall"
	"time"
)

const (
	interopfuzzPeriod = time.Millisecond
	// After so many samples the period doubles: a long run has a bounded series.
	interopfuzzDoubles = 256
	interopfuzzSites   = 8
)

var (
	interopfuzzNotes = -1
	interopfuzzBegin time.Time
	interopfuzzLock  sync.Mutex
	interopfuzzStats runtime.MemStats
	interopfuzzLine  [1024]byte
	interopfuzzStat  [512]byte
	// What of the C heap is in use; nil in a program without C.
	interopfuzzCHeap func() int64
)

const interopfuzzNames = "names kind at_us heap_alloc heap_in_use heap_idle heap_released heap_sys heap_objects large_objects large_bytes " +
	"next_gc stack_in_use sys total_alloc mallocs num_gc num_forced pause_total_ns goroutines threads cgo_calls c_heap\n"

func init() {
	notes, err := strconv.Atoi(os.Getenv("INTEROPFUZZ_NOTES"))
	if err != nil {
		return
	}
	os.Unsetenv("INTEROPFUZZ_NOTES")
	runtime.MemProfileRate = 1 << 12
	interopfuzzNotes = notes
	interopfuzzBegin = time.Now()
	syscall.Write(notes, []byte(interopfuzzNames))
	interopfuzzSample("begin", 0)
	interopfuzzWatch()
	go interopfuzzSampling()
}

// interopfuzzWatch samples behind each collection, when this object has no reference any more.
func interopfuzzWatch() {
	runtime.SetFinalizer(new([16]byte), func(*[16]byte) {
		interopfuzzSample("gc", 0)
		interopfuzzWatch()
	})
}

func interopfuzzSampling() {
	period, collections := interopfuzzPeriod, uint32(0)
	for n := 1; ; n++ {
		time.Sleep(period)
		kind := "time"
		// Sweeping goes on behind a collection: what is read now is nearer to what lives.
		if interopfuzzStats.NumGC != collections {
			kind, collections = "gc", interopfuzzStats.NumGC
		}
		interopfuzzSample(kind, 1)
		if n%interopfuzzDoubles == 0 {
			period *= 2
		}
	}
}

// interopfuzzEnd is deferred in main.
func interopfuzzEnd() {
	if interopfuzzNotes < 0 {
		return
	}
	interopfuzzSample("end", 1)
	interopfuzzProfile("end")
	// What is about to end by itself may, and what main alone referred to goes.
	time.Sleep(2 * interopfuzzPeriod)
	runtime.GC()
	runtime.GC()
	interopfuzzSample("collected", 1)
	interopfuzzProfile("collected")
}

func interopfuzzSample(kind string, own int) {
	interopfuzzLock.Lock()
	defer interopfuzzLock.Unlock()
	// Before the count of calls into C: waiting for a processor must not show as a leak that came early.
	cHeap := interopfuzzCHeapInUse()
	stats := &interopfuzzStats
	runtime.ReadMemStats(stats)
	// BySize knows the small objects; the rest is large.
	objects, bytes := stats.HeapObjects, stats.HeapAlloc
	for i := range stats.BySize {
		live := stats.BySize[i].Mallocs - stats.BySize[i].Frees
		if i > 0 {
			objects -= live
			bytes -= live * uint64(stats.BySize[i].Size)
		}
	}
	line := append(interopfuzzLine[:0], "mem "...)
	line = append(line, kind...)
	for _, n := range [...]int64{
		time.Since(interopfuzzBegin).Microseconds(),
		int64(stats.HeapAlloc), int64(stats.HeapInuse), int64(stats.HeapIdle), int64(stats.HeapReleased), int64(stats.HeapSys),
		int64(stats.HeapObjects), int64(objects), int64(bytes), int64(stats.NextGC), int64(stats.StackInuse), int64(stats.Sys),
		int64(stats.TotalAlloc), int64(stats.Mallocs), int64(stats.NumGC), int64(stats.NumForcedGC), int64(stats.PauseTotalNs),
		int64(runtime.NumGoroutine() - own), interopfuzzThreads(), runtime.NumCgoCall(), cHeap,
	} {
		line = append(line, ' ')
		line = strconv.AppendInt(line, n, 10)
	}
	syscall.Write(interopfuzzNotes, append(line, '\n'))
}

// interopfuzzThreads reads field 20 of /proc/self/stat, proc(5), without allocating; -1 where it cannot.
func interopfuzzThreads() int64 {
	fd, err := syscall.Open("/proc/self/stat", syscall.O_RDONLY|syscall.O_CLOEXEC, 0)
	if err != nil {
		return -1
	}
	n, _ := syscall.Read(fd, interopfuzzStat[:])
	syscall.Close(fd)
	// The program's name, in parentheses, may hold anything; two more fields, then field 4.
	at := n - 1
	for at > 0 && interopfuzzStat[at] != ')' {
		at--
	}
	field, threads := 2, int64(0)
	for ; at < n && field <= 20; at++ {
		c := interopfuzzStat[at]
		if c == ' ' {
			field++
		} else if field == 20 && c >= '0' && c <= '9' {
			threads = threads*10 + int64(c-'0')
		}
	}
	return threads
}

func interopfuzzCHeapInUse() int64 {
	if interopfuzzCHeap == nil {
		return -1
	}
	return interopfuzzCHeap()
}

// interopfuzzProfile writes where the memory was allocated that is in use, the largest sites first.
func interopfuzzProfile(kind string) {
	n, _ := runtime.MemProfile(nil, false)
	records := make([]runtime.MemProfileRecord, n+64)
	n, ok := runtime.MemProfile(records, false)
	if !ok {
		return
	}
	records = records[:n]
	for i := 0; i < interopfuzzSites && i < len(records); i++ {
		for j := i + 1; j < len(records); j++ {
			if records[j].InUseBytes() > records[i].InUseBytes() {
				records[i], records[j] = records[j], records[i]
			}
		}
		line := append(interopfuzzLine[:0], "site "...)
		line = append(line, kind...)
		line = append(line, ' ')
		line = strconv.AppendInt(line, records[i].InUseBytes(), 10)
		line = append(line, ' ')
		line = strconv.AppendInt(line, records[i].InUseObjects(), 10)
		frames := runtime.CallersFrames(records[i].Stack())
		for more, depth := true, 0; more && depth < 4; depth++ {
			var frame runtime.Frame
			frame, more = frames.Next()
			line = append(line, ' ')
			line = append(line, frame.Function...)
			line = append(line, '@')
			line = append(line, frame.File...)
			line = append(line, ':')
			line = strconv.AppendInt(line, int64(frame.Line), 10)
		}
		syscall.Write(interopfuzzNotes, append(line, '\n'))
	}
}
