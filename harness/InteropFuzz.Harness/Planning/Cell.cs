using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Planning;

/// <summary>One column of the matrix: Go version × architecture × instrument, on a runner.</summary>
public readonly record struct Cell(GoVersion Go, Arch Arch, IInstrument Instrument, RunnerKind Runner = RunnerKind.Local)
{
    /// <summary><c>go1.24/amd64/asan/local</c>; the patch release is left out, so that a name outlives an update.</summary>
    public override string ToString() => $"go{Go.Release}/{Arch.Name()}/{Instrument.Name}/{Runner.Name()}";
}
