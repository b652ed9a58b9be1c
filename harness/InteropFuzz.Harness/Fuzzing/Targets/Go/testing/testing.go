// Package testing stands in for Go's own where an engine calls the body of a fuzz function itself, in one goroutine, many thousand times a
// second. What it does differs from Go's package in these points: t.Fatal, t.Error and t.Fail end the process by a panic at their place, t.Run
// runs its function at once, and f.Fuzz never returns.
package testing

import (
	real "testing"
)

// What is the same as in Go's package.
type (
	TB                = real.TB
	B                 = real.B
	PB                = real.PB
	BenchmarkResult   = real.BenchmarkResult
	CoverBlock        = real.CoverBlock
	InternalTest      = real.InternalTest
	InternalBenchmark = real.InternalBenchmark
)

// Benchmark is Go's.
func Benchmark(f func(b *B)) BenchmarkResult { return real.Benchmark(f) }

// AllocsPerRun is Go's.
func AllocsPerRun(runs int, f func()) float64 { return real.AllocsPerRun(runs, f) }

// Short is false: fuzzing is no short test.
func Short() bool { return false }

// Verbose is false.
func Verbose() bool { return false }

// Testing is true, as in a test.
func Testing() bool { return true }

// CoverMode is empty: this is no coverage run.
func CoverMode() string { return "" }

// Coverage is 0: this is no coverage run.
func Coverage() float64 { return 0 }

// Init does nothing: there are no flags.
func Init() {}

// M stands for what TestMain gets.
type M struct{}

// Run begins the fuzzing and never returns: what TestMain does afterwards would take away what it has set up.
func (m *M) Run() int {
	runFuzz()
	select {}
}
