package observability

import (
	"debug/dwarf"
	"debug/elf"
	"strings"
	"testing"
	"unsafe"
)

// The header of a map, by the debug information of a program that uses one, and by the article's own program.
//
// Claims: S2-18
func TestSizeOfMapHeader(t *testing.T) {
	out, state := run(t, nil, "go", "build", "-trimpath", "-o", t.TempDir(), "./testdata/hmap")
	fails(t, "S2-18", "the program that prints the size compiles", state.Success(), "%s", first(out))
	name, size := mapHeader(t, build(t, "lookup"))
	fails(t, "S2-18", "the header has 56 bytes", size == 56, "%s has %d bytes", name, size)
}

// mapHeader finds the type of the header of maps, which is another one from Go 1.24 on.
func mapHeader(t *testing.T, program string) (string, int64) {
	t.Helper()
	file, err := elf.Open(program)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	info, err := file.DWARF()
	if err != nil {
		t.Fatal(err)
	}
	for r := info.Reader(); ; {
		entry, err := r.Next()
		if err != nil || entry == nil {
			t.Fatal("no header of a map in the debug information: ", err)
		}
		name, _ := entry.Val(dwarf.AttrName).(string)
		if entry.Tag == dwarf.TagStructType && (name == "runtime.hmap" || name == "internal/runtime/maps.Map") {
			return name, entry.Val(dwarf.AttrByteSize).(int64)
		}
	}
}

// What a map variable holds, and what a lookup calls.
//
// Claims: S2-19
func TestMapVariableAndLookup(t *testing.T) {
	m := map[string]int{"a": 1, "b": 2, "c": 3}
	header := *(*unsafe.Pointer)(unsafe.Pointer(&m))
	count := *(*int)(header)
	holds(t, "S2-19", "a map variable is a pointer to the header", count == len(m) && unsafe.Sizeof(m) == unsafe.Sizeof(header), "the word that it points to is the number of entries, %d", count)
	out, _ := run(t, nil, "go", "build", "-trimpath", "-gcflags=-S", "-o", t.TempDir(), "./testdata/lookup")
	calls := lines(out, "CALL\truntime.mapaccess1_faststr(SB)")
	holds(t, "S2-19", "a lookup by string calls mapaccess1_faststr", len(calls) > 0, "%s", strings.TrimSpace(first(strings.Join(calls, "\n"))))
}
