package observability

import (
	"debug/elf"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A debug option of the compiler.
//
// Claims: S0-12
func TestCompilerDebugOption(t *testing.T) {
	out, state := run(t, nil, "go", "build", "-trimpath", "-gcflags=-d=gcstoptheworld=2", "-o", t.TempDir(), "./testdata/throws")
	fails(t, "S0-12", "the compiler takes -d=gcstoptheworld=2", state.Success(), "%s", first(out))
}

var numbers = regexp.MustCompile(`\d+(\.\d+)?`)

// shapes returns the forms of the lines that a traced program prints, numbers left out.
func shapes(t *testing.T, env ...string) map[string]bool {
	t.Helper()
	out, state := run(t, env, build(t, "allocates"))
	if !state.Success() {
		t.Fatalf("the program failed:\n%s", out)
	}
	found := map[string]bool{}
	for _, line := range strings.Split(out, "\n") {
		if line != "" {
			found[numbers.ReplaceAllString(strings.TrimSuffix(line, " (forced)"), "N")] = true
		}
	}
	return found
}

// with says whether a form holds one of some words.
func with(found map[string]bool, words ...string) bool {
	for shape := range found {
		for _, word := range words {
			if strings.Contains(shape, word) {
				return true
			}
		}
	}
	return false
}

// What gctrace=2 prints that gctrace=1 does not.
//
// Claims: S0-13
func TestGctrace2(t *testing.T) {
	found := shapes(t, "GODEBUG=gctrace=2")
	fails(t, "S0-13", "gctrace=2 prints how much of each generation survives", with(found, "gen", "surviv"), "no line speaks of it; lines by size class: %v", with(found, "scan: class"))
}

// What is printed when a stack shrinks.
//
// Claims: S0-14
func TestGcshrinkstack(t *testing.T) {
	found := shapes(t, "GODEBUG=gcshrinkstack=1", "GOGC=10")
	fails(t, "S0-14", "GODEBUG=gcshrinkstack=1 prints what a stack gave back", len(found) > 0, "%d lines, while a stack of some megabytes shrinks", len(found))
}

// Collections that are traced, and switched off.
//
// Claims: S0-15
func TestGogcOffAndTraces(t *testing.T) {
	inside := shapes(t, "GODEBUG=gctrace=1,gcpacertrace=1,GOGC=off")
	holds(t, "S0-15", "with GOGC=off as a word of GODEBUG, as written, collections are traced", with(inside, "gc N @") && with(inside, "pacer:"), "lines of gc and of the pacer; GODEBUG passes an unknown word by")
	apart := shapes(t, "GODEBUG=gctrace=1,gcpacertrace=1", "GOGC=off")
	fails(t, "S0-15", "with the variable GOGC=off collections are traced", with(apart, "gc N @"), "no line, as there is no collection")
}

// What the linker strips.
//
// Claims: S0-16
func TestStrippedPrograms(t *testing.T) {
	has := func(program string) (debug, symbols bool) {
		file, err := elf.Open(program)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		return file.Section(".debug_info") != nil || file.Section(".zdebug_info") != nil, file.Section(".symtab") != nil
	}
	debug, symbols := has(build(t, "throws", "-ldflags=-s -w"))
	holds(t, "S0-16", "with -s -w there are neither symbols nor debug information", !debug && !symbols, ".debug_info %v, .symtab %v", debug, symbols)
	debug, symbols = has(build(t, "throws"))
	holds(t, "S0-16", "without them there are both", debug && symbols, ".debug_info %v, .symtab %v", debug, symbols)
}

// Traces: the flag that makes one, and what it holds of stacks.
//
// Claims: S0-19
func TestTraceOfStacks(t *testing.T) {
	trace := filepath.Join(t.TempDir(), "trace.out")
	out, state := run(t, nil, "go", "run", "-trace="+trace, "./testdata/throws")
	fails(t, "S0-19", "go run has a flag -trace", state.Success() || !strings.Contains(out, "not defined: -trace"), "%s", first(out))
	traceGrowingStack(t, trace)
	text, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	fails(t, "S0-19", "a trace shows stacks that grow and shrink", regexp.MustCompile(`(?i)lessstack|newstack|stack ?(growth|shrink)|traceStackFrame`).Match(text), "no such word in the trace of a program whose stack grows; its own functions are there: %v", strings.Contains(string(text), "traceGrowingStack"))
}
