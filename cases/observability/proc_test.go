package observability

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"unsafe"
)

// mapping returns the line of /proc/self/maps that an address lies in.
func mapping(t *testing.T, at uintptr) string {
	t.Helper()
	text, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(text), "\n") {
		var from, to uintptr
		if n, _ := fmt.Sscanf(line, "%x-%x", &from, &to); n == 2 && from <= at && at < to {
			return line
		}
	}
	t.Fatalf("%#x is not mapped", at)
	return ""
}

var kept map[string]int

// Where the header of a map lies.
//
// Claims: S2-20
func TestMapHeaderIsInHeapMapping(t *testing.T) {
	kept = map[string]int{"a": 1}
	line := mapping(t, *(*uintptr)(unsafe.Pointer(&kept)))
	name := "without a name"
	if fields := strings.Fields(line); len(fields) > 5 {
		name = strings.Join(fields[5:], " ")
	}
	fails(t, "S2-20", "it lies in [heap]", strings.Contains(line, "[heap]"), "it lies in an anonymous mapping %s", name)
}

var garbage []byte

// The fields of smaps_rollup, and what is left of Rss without all that was ever allocated.
//
// Claims: S2-21
func TestSmapsRollup(t *testing.T) {
	const mib = 1 << 20
	for i := 0; i < 512; i++ {
		garbage = make([]byte, mib)
	}
	text, err := os.ReadFile("/proc/self/smaps_rollup")
	if err != nil {
		for _, part := range []string{"there is a field MMU", "there is a field HugeTLBPages", "Rss less alloc_space is the size of the runtime's own data"} {
			skipped("S2-21", part, "no smaps_rollup: "+err.Error())
		}
		return
	}
	names, rss := map[string]bool{}, uint64(0)
	for _, line := range strings.Split(string(text), "\n") {
		if field := strings.Fields(line); len(field) > 1 && strings.HasSuffix(field[0], ":") {
			names[strings.TrimSuffix(field[0], ":")] = true
		}
		fmt.Sscanf(line, "Rss: %d kB", &rss)
	}
	fails(t, "S2-21", "there is a field MMU", names["MMU"], "%d other fields", len(names))
	fails(t, "S2-21", "there is a field HugeTLBPages", names["HugeTLBPages"], "Private_Hugetlb %v, Shared_Hugetlb %v", names["Private_Hugetlb"], names["Shared_Hugetlb"])
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	// alloc_space is what a profile with rate 1 would sum up to: TotalAlloc.
	rest := int64(rss<<10) - int64(m.TotalAlloc)
	own := int64(m.MSpanSys + m.MCacheSys + m.BuckHashSys + m.GCSys + m.OtherSys)
	fails(t, "S2-21", "Rss less alloc_space is the size of the runtime's own data", rest > own/2 && rest < own*2,
		"the difference is below zero: %v, since alloc_space counts what is long collected", rest < 0)
}

// What can be said of perf without the right to use it.
//
// Claims: S2-24
func TestPerfProbe(t *testing.T) {
	symbols, _ := os.ReadFile("/proc/kallsyms")
	const function, access = "the kernel has a function do_page_fault to probe", "perf mem shows the bad access"
	if strings.Contains(string(symbols), " exc_page_fault\n") || strings.Contains(string(symbols), " do_page_fault\n") {
		fails(t, "S2-24", function, strings.Contains(string(symbols), " do_page_fault\n"), "exc_page_fault and do_user_addr_fault took its place")
	} else {
		skipped("S2-24", function, "this kernel shows no symbols in /proc/kallsyms")
	}
	if perf, err := exec.LookPath("perf"); err != nil {
		skipped("S2-24", access, "perf is not installed")
	} else if out, state := run(t, nil, perf, "mem", "record", "-o", filepath.Join(t.TempDir(), "perf.data"), "true"); !state.Success() {
		skipped("S2-24", access, "perf mem does not run here: "+first(out))
	} else {
		skipped("S2-24", access, "perf mem samples loads that succeed, and this test judges no samples")
	}
}

var large [][]byte

// How the heap grows while large objects are allocated.
//
// Claims: S4-18
func TestLargeObjectsAndMappings(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	const objects = 2000
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	growths, last, counted := 0, m.HeapSys, m.HeapInuse
	for i := 0; i < objects; i++ {
		large = append(large, make([]byte, 40<<10))
		runtime.ReadMemStats(&m)
		if m.HeapSys != last {
			growths, last = growths+1, m.HeapSys
		}
	}
	fails(t, "S4-18", "each is a mapping of its own", growths >= objects/2, "for %d objects of 40 KB the heap took more address space %v", objects, times(growths, objects))
	fails(t, "S4-18", "the figures of the heap do not count them", m.HeapInuse-counted < objects*(40<<10)/2, "HeapInuse grew by more than their size: %v", m.HeapInuse-counted >= objects*(40<<10))
	large = nil
}

func times(n, of int) string {
	if n*20 < of {
		return "less than once in twenty"
	}
	return fmt.Sprint(n, " times")
}
