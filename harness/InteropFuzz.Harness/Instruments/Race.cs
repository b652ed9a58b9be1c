using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Instruments;

/// <summary>Go's race detector: ThreadSanitizer over the Go code. It turns checkptr on.</summary>
public sealed class Race : IInstrument
{
    /// <inheritdoc/>
    public string Name => "race";

    /// <inheritdoc/>
    public int Order => 40;

    /// <inheritdoc/>
    public string Purpose => "unsynchronised accesses of Go code (not of C code); implies checkptr";

    /// <inheritdoc/>
    public string? WhyNever(GoVersion go, Arch arch, RunnerKind runner)
        => runner == RunnerKind.QemuUser ? "ThreadSanitizer does not start under qemu-user (unsupported VMA range)" : null;

    /// <inheritdoc/>
    public BuildRecipe Build(GoVersion go, HostTools tools) => BuildRecipe.WithGcc("-race");

    /// <summary>Without atexit_sleep_ms=0 every clean program sleeps for a second at its end; reports come either way.</summary>
    public RunRecipe Run(GoVersion go, HostTools tools)
        => RunRecipe.With(("GORACE", "atexit_sleep_ms=0")) with { Slowdown = 3, MemoryFactor = 4 };
}
