using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Planning;

/// <summary>One column of the matrix: a release of Go or .NET × architecture × instrument, on a runner.</summary>
public readonly record struct Cell(GoVersion Go, Arch Arch, IInstrument Instrument, RunnerKind Runner = RunnerKind.Local)
{
    /// <summary>The .NET release of a cell for .NET programs, where <see cref="Go"/> says nothing; null in a cell of Go.</summary>
    public Version? Net { get; init; }

    /// <summary>Which runtime's programs it is for.</summary>
    public ManagedRuntime Runtime => Net is null ? ManagedRuntime.Go : ManagedRuntime.Net;

    /// <summary><c>go1.24</c> or <c>net10.0</c>.</summary>
    public string Release => Net is null ? $"go{Go.Release}" : $"net{Net.ToString(2)}";

    /// <summary>How its instrument starts programs here.</summary>
    public RunRecipe Run(HostTools tools) => Net is null ? Instrument.Run(Go, tools) : ((INetInstrument)Instrument).RunNet(tools);

    /// <summary><c>go1.24/amd64/asan/local</c>; the patch release is left out, so that a name outlives an update.</summary>
    public override string ToString() => $"{Release}/{Arch.Name()}/{Instrument.Name}/{Runner.Name()}";
}
