package observability

import (
	"fmt"
	"os"
	"reflect"
	"runtime"
	"runtime/debug"
	"runtime/trace"
	"testing"
)

const mib = 1 << 20

var live [][]byte

func allocate(n, size int) {
	for i := 0; i < n; i++ {
		live = append(live, make([]byte, size))
	}
}

func read() (m runtime.MemStats) {
	runtime.ReadMemStats(&m)
	return m
}

// When TotalAlloc moves, and what NextGC is.
//
// Claims: S0-17
func TestTotalAllocAndNextGC(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	before := read()
	allocate(8, mib)
	after := read()
	fails(t, "S0-17", "TotalAlloc moves at a collection only", after.TotalAlloc-before.TotalAlloc < 8*mib || after.NumGC != before.NumGC,
		"it grew by at least 8 MiB without a collection: %v", after.TotalAlloc-before.TotalAlloc >= 8*mib && after.NumGC == before.NumGC)
	debug.SetGCPercent(100)
	allocate(64, mib)
	runtime.GC()
	m := read()
	ratio := float64(m.NextGC) / float64(m.HeapAlloc)
	holds(t, "S0-17", "right after a collection NextGC is about twice HeapAlloc", ratio > 1.8 && ratio < 2.2, "the ratio is %.1f", ratio)
	live = nil
}

// The parts of HeapSys, and its ratio to HeapInuse without a leak.
//
// Claims: S0-20
func TestPartsOfHeapSys(t *testing.T) {
	allocate(128, mib)
	live = nil
	debug.FreeOSMemory()
	m := read()
	fails(t, "S0-20", "HeapSys is HeapInuse + HeapIdle + HeapReleased", m.HeapSys == m.HeapInuse+m.HeapIdle+m.HeapReleased,
		"it is HeapInuse + HeapIdle (%v), of which HeapReleased is a part (%v)", m.HeapSys == m.HeapInuse+m.HeapIdle, m.HeapReleased > 0 && m.HeapReleased <= m.HeapIdle)
	fails(t, "S0-20", "a ratio of HeapSys to HeapInuse above 3 tells a leak", m.HeapSys <= 3*m.HeapInuse, "it is above 3 (%v) after garbage was collected, without any leak", m.HeapSys > 3*m.HeapInuse)
}

// The fields of debug.GCStats.
//
// Claims: S4-21
func TestFieldsOfGCStats(t *testing.T) {
	stats := reflect.TypeOf(debug.GCStats{})
	_, has := stats.FieldByName("PauseNs")
	pause, _ := stats.FieldByName("Pause")
	_, ofMemStats := reflect.TypeOf(runtime.MemStats{}).FieldByName("PauseNs")
	fails(t, "S4-21", "debug.GCStats has a field PauseNs", has, "it has Pause %v; MemStats has PauseNs: %v", pause.Type, ofMemStats)
}

// traceGrowingStack writes an execution trace of a goroutine whose stack grows, and shrinks in a collection.
func traceGrowingStack(t *testing.T, path string) {
	t.Helper()
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := trace.Start(file); err != nil {
		t.Fatal(err)
	}
	defer trace.Stop()
	grown, done := make(chan int), make(chan bool)
	go func() {
		grown <- grow(10000)
		<-done
	}()
	<-grown
	for i := 0; i < 4; i++ {
		runtime.GC()
	}
	done <- true
}

func grow(n int) int {
	var frame [128]int
	frame[n%128] = n
	if n == 0 {
		return len(fmt.Sprint(frame[0]))
	}
	return grow(n-1) + frame[(n+1)%128]
}
