package observability

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// holds reports a part of a claim that is expected to be as claimed.
func holds(t *testing.T, id, part string, seen bool, format string, args ...any) {
	t.Helper()
	report(t, id, part, seen, true, fmt.Sprintf(format, args...))
}

// fails reports a part of a claim that is expected not to be as claimed.
func fails(t *testing.T, id, part string, seen bool, format string, args ...any) {
	t.Helper()
	report(t, id, part, seen, false, fmt.Sprintf(format, args...))
}

// skipped reports a part that cannot be tried here.
func skipped(id, part, why string) { say(id, "skipped", part, why) }

func report(t *testing.T, id, part string, seen, expected bool, measured string) {
	t.Helper()
	word := "fails"
	if seen {
		word = "holds"
	}
	say(id, word, part, measured)
	if seen != expected {
		t.Errorf("%s: %q %s, which is new: %s", id, part, word, measured)
	}
}

// say prints the line that 'interopfuzz claims' reads.
func say(id, word, part, measured string) {
	fmt.Printf("CLAIM %s %s: %s | %s\n", id, word, part, strings.Join(strings.Fields(measured), " "))
}

const deadline = 2 * time.Minute

// run starts a program and returns what it printed and how it ended.
func run(t *testing.T, env []string, name string, args ...string) (string, *os.ProcessState) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), deadline)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(os.Environ(), env...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) || ctx.Err() != nil {
		t.Fatalf("%s %v: %v", name, args, err)
	}
	return out.String(), cmd.ProcessState
}

// build compiles a program of testdata and returns its path.
func build(t *testing.T, program string, flags ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), program)
	args := append([]string{"build", "-trimpath", "-o", path}, flags...)
	if out, state := run(t, nil, "go", append(args, "./testdata/"+program)...); !state.Success() {
		t.Fatalf("%s does not compile:\n%s", program, out)
	}
	return path
}

// lines returns the lines that hold a text.
func lines(text, part string) (found []string) {
	for _, line := range strings.Split(text, "\n") {
		if strings.Contains(line, part) {
			found = append(found, line)
		}
	}
	return found
}

// first returns the first line that says something.
func first(text string) string {
	for _, line := range strings.Split(text, "\n") {
		if line != "" && !strings.HasPrefix(line, "#") {
			return line
		}
	}
	return "nothing"
}

// last returns the last line that says something.
func last(text string) string {
	all := strings.Split(strings.TrimSpace(text), "\n")
	return all[len(all)-1]
}

// goroot returns the folder of the release that runs the test; runtime.GOROOT is empty under -trimpath.
func goroot(t *testing.T) string {
	t.Helper()
	out, _ := run(t, nil, "go", "env", "GOROOT")
	return strings.TrimSpace(out)
}

// minor returns the release that runs the test: 24 for Go 1.24.
func minor() (n int) {
	fmt.Sscanf(runtime.Version(), "go1.%d", &n)
	return n
}
