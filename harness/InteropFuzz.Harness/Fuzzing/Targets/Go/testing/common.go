package testing

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	real "testing"
)

// A failure is what t.Fatal, t.Error and t.Fail end the process with.
type failure struct{ text string }

func (f failure) Error() string { return f.text }

// A skipped one is what t.Skip leaves the body with.
type skipped struct{ name string }

func (s skipped) Error() string { return s.name + " called Skip, and something recovered it" }

// mostLog is how many of its newest lines a test keeps for its failure.
const mostLog = 100

// common is what T and F have in common.
type common struct {
	real.TB // Nil: its unexported method makes this a TB. Every other one is below.

	name     string
	log      []string
	cleanups []func()
	failed   bool
	skips    bool
	returned bool
	folders  int
	cancel   context.CancelFunc
	context  context.Context
}

// where is the caller's caller's caller, as Go's package shows it.
func where() string {
	_, file, line, ok := runtime.Caller(3)
	if !ok {
		return "???"
	}
	return fmt.Sprintf("%s:%d", filepath.Base(file), line)
}

func (c *common) note(text string) {
	if len(c.log) == mostLog {
		c.log = append(c.log[:0], c.log[1:]...)
	}
	c.log = append(c.log, where()+": "+strings.TrimSuffix(text, "\n"))
}

// fail ends the process with all that was logged.
func (c *common) fail() {
	if c.skips {
		// Go's Skip cannot be recovered, so that what does so never comes here.
		panic(skipped{c.name})
	}
	c.failed = true
	panic(c.failure())
}

func (c *common) failure() failure {
	if len(c.log) == 0 {
		return failure{c.name + " failed"}
	}
	return failure{c.name + " failed: " + strings.Join(c.log, "\n\t")}
}

func (c *common) skip() {
	c.skips = true
	panic(skipped{c.name})
}

// ended runs what was left for the end; in Go's order, the last one first.
func (c *common) ended() {
	if c.cancel != nil {
		c.cancel()
	}
	for len(c.cleanups) > 0 {
		last := c.cleanups[len(c.cleanups)-1]
		c.cleanups = c.cleanups[:len(c.cleanups)-1]
		last()
	}
	if c.failed {
		// Its panic was recovered on the way.
		panic(c.failure())
	}
}

func (c *common) Log(args ...any)                 { c.note(fmt.Sprintln(args...)) }
func (c *common) Logf(format string, args ...any) { c.note(fmt.Sprintf(format, args...)) }

func (c *common) Error(args ...any) {
	c.note(fmt.Sprintln(args...))
	c.fail()
}

func (c *common) Errorf(format string, args ...any) {
	c.note(fmt.Sprintf(format, args...))
	c.fail()
}

func (c *common) Fatal(args ...any) {
	c.note(fmt.Sprintln(args...))
	c.fail()
}

func (c *common) Fatalf(format string, args ...any) {
	c.note(fmt.Sprintf(format, args...))
	c.fail()
}

func (c *common) Skip(args ...any) {
	c.note(fmt.Sprintln(args...))
	c.skip()
}

func (c *common) Skipf(format string, args ...any) {
	c.note(fmt.Sprintf(format, args...))
	c.skip()
}

func (c *common) Fail()            { c.fail() }
func (c *common) FailNow()         { c.fail() }
func (c *common) SkipNow()         { c.skip() }
func (c *common) Failed() bool     { return c.failed }
func (c *common) Skipped() bool    { return c.skips }
func (c *common) Name() string     { return c.name }
func (c *common) Helper()          {}
func (c *common) Parallel()        {}
func (c *common) Cleanup(f func()) { c.cleanups = append(c.cleanups, f) }

// TempDir makes a folder that goes away at the end.
func (c *common) TempDir() string {
	folder, err := os.MkdirTemp("", "fuzz-*")
	if err != nil {
		c.note("TempDir: " + err.Error())
		c.fail()
	}
	c.Cleanup(func() { os.RemoveAll(folder) })
	return folder
}

// ArtifactDir is a folder that goes away: nobody asked for artifacts.
func (c *common) ArtifactDir() string { return c.TempDir() }

// Setenv sets a variable until the end.
func (c *common) Setenv(key, value string) {
	old, had := os.LookupEnv(key)
	if err := os.Setenv(key, value); err != nil {
		c.note("Setenv: " + err.Error())
		c.fail()
	}
	c.Cleanup(func() {
		if had {
			os.Setenv(key, old)
		} else {
			os.Unsetenv(key)
		}
	})
}

// Chdir changes the working folder until the end.
func (c *common) Chdir(dir string) {
	old, err := os.Getwd()
	if err == nil {
		err = os.Chdir(dir)
	}
	if err != nil {
		c.note("Chdir: " + err.Error())
		c.fail()
	}
	c.Cleanup(func() { os.Chdir(old) })
}

// Context is cancelled at the end, before what was left for it.
func (c *common) Context() context.Context {
	if c.context == nil {
		c.context, c.cancel = context.WithCancel(context.Background())
	}
	return c.context
}

// Attr does nothing: there is no report to put it into.
func (c *common) Attr(key, value string) {}

// Output is where a test prints; it goes to the log.
func (c *common) Output() io.Writer { return output{c} }

type output struct{ c *common }

func (o output) Write(text []byte) (int, error) {
	o.c.note(string(text))
	return len(text), nil
}
