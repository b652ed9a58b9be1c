package observability

import (
	"debug/elf"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

const entry = "_rt0_amd64_linux"

func onAmd64(id string, parts ...string) bool {
	if runtime.GOARCH == "amd64" {
		return true
	}
	for _, part := range parts {
		skipped(id, part, "the claim is about amd64")
	}
	return false
}

// The instruction behind each call of runtime.throw.
//
// Claims: S3-06
func TestInstructionBehindThrow(t *testing.T) {
	const part = "a call of runtime.throw is followed by INT $3 or a call of abort"
	if !onAmd64("S3-06", part) {
		return
	}
	out, _ := run(t, nil, "go", "tool", "objdump", build(t, "lookup"))
	calls, followed, others := 0, 0, map[string]bool{}
	all := strings.Split(out, "\n")
	for i, line := range all[:len(all)-1] {
		if !strings.Contains(line, "CALL runtime.throw(SB)") {
			continue
		}
		calls++
		next := all[i+1]
		if strings.Contains(next, "INT $0x3") || strings.Contains(next, "CALL runtime.abort") {
			followed++
		} else if f := strings.Fields(next); len(f) > 3 {
			others[f[3]] = true
		}
	}
	fails(t, "S3-06", part, calls > 0 && followed*2 > calls, "%d of %d calls are; behind most stands NOPL or XCHGL, or the next statement: %v", followed, calls, others["NOPL"] || others["XCHGL"] || others["NOPW"])
}

// The program's first instructions.
//
// Claims: S3-13
func TestEntryOfProgram(t *testing.T) {
	const size, sets, aligned = "it has 0xc7 bytes", "it sets SP and BP", "the stack pointer is a multiple of 16 at its begin"
	if !onAmd64("S3-13", size, sets, aligned) {
		return
	}
	program := build(t, "throws")
	file, err := elf.Open(program)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	symbols, err := file.Symbols()
	if err != nil {
		t.Fatal(err)
	}
	for _, symbol := range symbols {
		if symbol.Name == entry {
			fails(t, "S3-13", size, symbol.Size == 0xc7, "it has %d bytes", symbol.Size)
		}
	}
	out, _ := run(t, nil, "go", "tool", "objdump", "-s", "^"+entry+"$", program)
	fails(t, "S3-13", sets, regexp.MustCompile(`(?m), (SP|BP)\s*$`).MatchString(out), "it jumps to _rt0_amd64: %v", strings.Contains(out, "JMP _rt0_amd64(SB)"))
	gdb, err := exec.LookPath("gdb")
	if err != nil {
		skipped("S3-13", aligned, "gdb is not installed")
		return
	}
	said, _ := run(t, nil, gdb, "-q", "-nx", "-batch", "-ex", "set debuginfod enabled off", "-ex", "set auto-load no",
		"-ex", "break *"+entry, "-ex", "run", "-ex", "info registers rsp", "-ex", "kill", program)
	if found := regexp.MustCompile(`rsp\s+0x[0-9a-f]*([0-9a-f])\b`).FindStringSubmatch(said); found == nil {
		skipped("S3-13", aligned, "gdb does not get there: "+last(said))
	} else {
		holds(t, "S3-13", aligned, found[1] == "0", "its last digit is %s", found[1])
	}
}

// The compiler on a file of its own.
//
// Claims: S1-21
func TestCompilerOnOneFile(t *testing.T) {
	out, state := run(t, nil, "go", "tool", "compile", "-o", filepath.Join(t.TempDir(), "main.o"), "-S", "testdata/prints/main.go")
	// Up to Go 1.19 the distribution brings compiled packages along.
	report(t, "S1-21", "go tool compile -S shows the deferred call of a program that imports fmt", state.Success() && strings.Contains(out, "defer"), minor() < 20, first(out))
	trace, _ := run(t, []string{"GODEBUG=gctrace=1"}, build(t, "allocates"))
	fails(t, "S1-21", "gctrace=1 says which object may be collected", len(lines(trace, "sink")) > 0 || len(lines(trace, "[]uint8")) > 0, "it prints sizes and times only: %v", len(lines(trace, "gc ")) > 0)
}
