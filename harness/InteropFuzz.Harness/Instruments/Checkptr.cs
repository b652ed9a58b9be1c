using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Instruments;

/// <summary>The compiler instruments unsafe.Pointer conversions (cmd/compile, -d=checkptr; Go 1.14 and later).</summary>
public sealed class Checkptr : IInstrument
{
    /// <inheritdoc/>
    public string Name => "checkptr";

    /// <inheritdoc/>
    public int Order => 20;

    /// <inheritdoc/>
    public string Purpose => "unsafe.Pointer conversions and arithmetic that leave their object or its alignment";

    /// <inheritdoc/>
    public BuildRecipe Build(GoVersion go, HostTools tools) => BuildRecipe.WithGcc("-gcflags=all=-d=checkptr");

    /// <inheritdoc/>
    public RunRecipe Run(GoVersion go, HostTools tools) => RunRecipe.With();
}
