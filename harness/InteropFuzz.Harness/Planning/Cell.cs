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
    public RunRecipe Run(HostTools tools)
        => Net is not null ? ((INetInstrument)Instrument).RunNet(tools)
            : Runner == RunnerKind.QemuUser ? Emulated(Instrument.RunEmulated(Go, tools), tools.Foreign!)
            : Runner == RunnerKind.Ssh ? Far(Instrument.Run(Go, tools.Of(this)), tools.Far.TryGetValue(Arch, out var far) ? far.Slowdown : 1)
            : Instrument.Run(Go, tools);

    /// <summary>What the emulator adds: measured, 3 to 4 times the processor time, and a start of 0.1 to 0.3 s (1.4 s with -asan on qemu 7.2, and 442 MB).</summary>
    private static RunRecipe Emulated(RunRecipe recipe, ForeignTools foreign) => recipe with
    {
        Wrapper = [.. foreign.Wrapper, .. recipe.Wrapper],
        Slowdown = recipe.Slowdown * 3,
        MemoryFactor = recipe.MemoryFactor * 1.5,
        MaxRepeat = Math.Min(recipe.MaxRepeat, MostSlowTries),
    };

    /// <summary>What a slower machine adds.</summary>
    private static RunRecipe Far(RunRecipe recipe, double slowdown) => recipe with
    {
        Slowdown = recipe.Slowdown * slowdown,
        MaxRepeat = slowdown < 3 ? recipe.MaxRepeat : Math.Min(recipe.MaxRepeat, MostSlowTries),
    };

    private const int MostSlowTries = 5;

    /// <summary><c>go1.24/amd64/asan/local</c>; the patch release is left out, so that a name outlives an update.</summary>
    public override string ToString() => $"{Release}/{Arch.Name()}/{Instrument.Name}/{Runner.Name()}";
}
