using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Instruments;

/// <summary>
/// Every pointer write is checked for a Go pointer stored in C memory. A GOEXPERIMENT from Go 1.21 on; before that
/// GODEBUG=cgocheck=2, which newer runtimes refuse (runtime/cgocall.go and runtime/proc.go).
/// </summary>
public sealed class Cgocheck2 : IInstrument
{
    private static bool IsExperiment(GoVersion go) => go.Minor >= 21;

    /// <inheritdoc/>
    public string Name => "cgocheck2";

    /// <inheritdoc/>
    public int Order => 30;

    /// <inheritdoc/>
    public string Purpose => "a Go pointer written into C memory, by a write barrier on every pointer store";

    /// <inheritdoc/>
    public BuildRecipe Build(GoVersion go, HostTools tools)
        => IsExperiment(go) ? BuildRecipe.WithGcc().With("GOEXPERIMENT", "cgocheck2") : BuildRecipe.WithGcc();

    /// <inheritdoc/>
    public RunRecipe Run(GoVersion go, HostTools tools)
        => (IsExperiment(go) ? RunRecipe.With() : RunRecipe.With(("GODEBUG", "cgocheck=2"))) with { Slowdown = 1.5 };
}
