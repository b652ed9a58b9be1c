package observability

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http/httptest"
	"net/http/pprof"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
)

// sampled counts the allocations of a function in the heap profile.
func sampled(name string) (objects, bytes int64) {
	records := make([]runtime.MemProfileRecord, 10000)
	n, _ := runtime.MemProfile(records, true)
	for _, r := range records[:n] {
		for frames, more := runtime.CallersFrames(r.Stack()), true; more; {
			var f runtime.Frame
			f, more = frames.Next()
			if strings.HasSuffix(f.Function, name) {
				objects, bytes = objects+r.AllocObjects, bytes+r.AllocBytes
				break
			}
		}
	}
	return objects, bytes
}

var small []*[64]byte

//go:noinline
func allocateSmall(n int) {
	small = nil
	for i := 0; i < n; i++ {
		small = append(small, new([64]byte))
	}
}

// What the heap profile samples.
//
// Claims: S0-22
func TestSamplesOfHeapProfile(t *testing.T) {
	fails(t, "S0-22", "the default of the sampling is 512 bytes", runtime.MemProfileRate == 512, "MemProfileRate is %d", runtime.MemProfileRate)
	allocateSmall(200000)
	runtime.GC()
	runtime.GC()
	objects, _ := sampled(".allocateSmall")
	fails(t, "S0-22", "allocations below 512 bytes are left out", objects == 0, "allocations of 64 bytes are in it: %v", objects > 0)
}

var profiled []byte

//go:noinline
func allocateProfiled() { profiled = make([]byte, 4*mib) }

// What WriteHeapDump does to the heap profile.
//
// Claims: S0-23
func TestWriteHeapDumpAndProfile(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	file, err := os.Create(filepath.Join(t.TempDir(), "dump"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	allocateProfiled()
	before, _ := sampled(".allocateProfiled")
	debug.WriteHeapDump(file.Fd())
	after, _ := sampled(".allocateProfiled")
	runtime.GC()
	runtime.GC()
	collected, _ := sampled(".allocateProfiled")
	fails(t, "S0-23", "it brings a new allocation into the profile", before == 0 && after > 0, "not there before it (%v), not there after it (%v); there after collections: %v", before == 0, after == 0, collected > 0)
	text, err := os.ReadFile(file.Name())
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := bytes.Cut(text, []byte("\n"))
	fails(t, "S0-23", "its argument is a number without meaning, such as 0", !bytes.HasPrefix(head, []byte("go1")), "it is the file descriptor to which the dump (%q) goes; 0 is standard input", head)
}

var retained []byte

//go:noinline
func retainLong() { retained = make([]byte, 64*mib) }

// The options of heap profiles.
//
// Claims: S4-22
func TestOptionsOfPprof(t *testing.T) {
	retainLong()
	runtime.GC()
	runtime.GC()
	whole, delta := heapProfile(t, "/debug/pprof/heap"), heapProfile(t, "/debug/pprof/heap?seconds=1")
	fails(t, "S4-22", "heap?seconds=N is the heap profile, sampled for longer", bytes.Contains(delta, []byte("retainLong")), "it is the difference of two profiles: what was there before is in the plain profile (%v) and not in it (%v)",
		bytes.Contains(whole, []byte("retainLong")), !bytes.Contains(delta, []byte("retainLong")))
	help, _ := run(t, nil, "go", "tool", "pprof", "-help")
	fails(t, "S4-22", "pprof shows retainers", strings.Contains(help, "retain"), "'go tool pprof -help' has no such word: %q", first(help))
	out, _ := run(t, nil, "go", "tool", "pprof", "-trace", filepath.Join(t.TempDir(), "none"))
	fails(t, "S4-22", "pprof has a flag -trace", !strings.Contains(out, "not defined: -trace"), "%s", first(out))
}

func heapProfile(t *testing.T, address string) []byte {
	t.Helper()
	answer := httptest.NewRecorder()
	pprof.Handler("heap").ServeHTTP(answer, httptest.NewRequest("GET", address, nil))
	packed, err := gzip.NewReader(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(packed)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
