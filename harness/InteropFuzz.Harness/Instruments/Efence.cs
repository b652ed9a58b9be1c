using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Instruments;

/// <summary>
/// Electric Fence on both sides: every block of the C heap ends at a page that nobody may touch (native/efence), and every Go object has
/// pages of its own (GODEBUG=efence=1, runtime/malloc.go), which are taken away when it is freed. An overrun or a use after free faults
/// at the very instruction. Nothing is rebuilt for it.
/// </summary>
public sealed class Efence : IInstrument
{
    /// <inheritdoc/>
    public string Name => "efence";

    /// <inheritdoc/>
    public int Order => 75;

    /// <inheritdoc/>
    public string Purpose => "overruns and use after free fault at the instruction that does it, in C and in Go; nothing is rebuilt";

    /// <inheritdoc/>
    public bool IsDefault => false;

    /// <inheritdoc/>
    public string? WhyNever(GoVersion go, Arch arch, RunnerKind runner)
        => runner == RunnerKind.Local ? null : "the guard allocator is built for this machine";

    /// <inheritdoc/>
    public string? WhyNotHere(HostTools tools) => tools.Efence is null ? "the guard allocator is not built: make -C native" : null;

    /// <inheritdoc/>
    public BuildRecipe Build(GoVersion go, HostTools tools) => BuildRecipe.WithGcc();

    /// <inheritdoc/>
    public RunRecipe Run(GoVersion go, HostTools tools) => RunRecipe.With(("GODEBUG", "efence=1")) with
    {
        Preload = tools.Efence,
        Slowdown = 3,
        MemoryFactor = 3,
        MaxRepeat = 3,
    };
}
