using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Instruments;

/// <summary>AddressSanitizer over C and Go (-asan, Go 1.18 and later). It turns checkptr on; from Go 1.25 it reports leaks at exit.</summary>
public sealed class Asan : IInstrument
{
    /// <inheritdoc/>
    public string Name => "asan";

    /// <inheritdoc/>
    public int Order => 50;

    /// <inheritdoc/>
    public string Purpose => "heap, stack and global overruns, use after free, in C and in Go; leaks from Go 1.25; implies checkptr";

    /// <inheritdoc/>
    public bool ShowsCFrames => true;

    /// <inheritdoc/>
    public BuildRecipe Build(GoVersion go, HostTools tools) => BuildRecipe.WithGcc("-asan");

    /// <summary>An exit code of its own keeps its reports apart from a program's exit(1).</summary>
    public RunRecipe Run(GoVersion go, HostTools tools)
        => RunRecipe.With(("ASAN_OPTIONS", "exitcode=77")) with { Slowdown = 2, MemoryFactor = 3 };
}
