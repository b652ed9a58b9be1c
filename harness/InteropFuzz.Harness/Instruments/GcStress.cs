using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Instruments;

/// <summary>A collection at every chance, freed objects overwritten, every mark checked (runtime/extern.go: GOGC, clobberfree, gccheckmark).</summary>
public sealed class GcStress : IInstrument, INetInstrument
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

    /// <summary>
    /// DOTNET_GCStress itself exists in checked builds of the runtime only (src/coreclr/inc/clrconfignames.h). What a release has: the smallest
    /// budget of generation 0 that it takes, 64 KiB (src/coreclr/gc/gc.cpp, IsValidGen0MaxSize; a smaller one counts as none), so that a
    /// collection comes 250 times as often; and code that is optimised from its first call, because the first tier keeps every local variable
    /// alive to the end of its method.
    /// </summary>
    public RunRecipe RunNet(HostTools tools) => RunRecipe.With(
        ("DOTNET_GCgen0size", "10000"), ("DOTNET_gcConcurrent", "0"), ("DOTNET_TieredCompilation", "0")) with { Slowdown = 3 };
}
