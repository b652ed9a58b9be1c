using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Instruments;

/// <summary>A collection at every chance, freed objects overwritten, every mark checked (runtime/extern.go: GOGC, clobberfree, gccheckmark).</summary>
public sealed class GcStress : IInstrument
{
    /// <inheritdoc/>
    public string Name => "gcstress";

    /// <inheritdoc/>
    public int Order => 70;

    /// <inheritdoc/>
    public string Purpose => "objects the collector could not see are freed soon, and their memory is overwritten";

    /// <inheritdoc/>
    public BuildRecipe Build(GoVersion go, HostTools tools) => BuildRecipe.WithGcc();

    /// <inheritdoc/>
    public RunRecipe Run(GoVersion go, HostTools tools)
        => RunRecipe.With(("GOGC", "1"), ("GODEBUG", "clobberfree=1,gccheckmark=1")) with { Slowdown = 3 };
}
