using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Instruments;

/// <summary>What a user runs: no flags at all.</summary>
public sealed class Plain : IInstrument, INetInstrument
{
    /// <inheritdoc/>
    public string Name => "plain";

    /// <inheritdoc/>
    public int Order => 10;

    /// <inheritdoc/>
    public string Purpose => "the program as a user builds it; sees what the runtime and libc see by themselves";

    /// <inheritdoc/>
    public BuildRecipe Build(GoVersion go, HostTools tools) => BuildRecipe.WithGcc();

    /// <inheritdoc/>
    public RunRecipe Run(GoVersion go, HostTools tools) => RunRecipe.With();

    /// <inheritdoc/>
    public RunRecipe RunNet(HostTools tools) => RunRecipe.With();
}
