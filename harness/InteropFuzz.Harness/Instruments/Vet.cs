using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Instruments;

/// <summary>go vet: nothing runs, the sources are read.</summary>
public sealed class Vet : IInstrument
{
    /// <inheritdoc/>
    public string Name => "vet";

    /// <inheritdoc/>
    public int Order => 90;

    /// <inheritdoc/>
    public string Purpose => "unsafe.Pointer and cgo misuse that can be read off the source";

    /// <inheritdoc/>
    public bool IsStatic => true;

    /// <inheritdoc/>
    public string? WhyNever(GoVersion go, Arch arch, RunnerKind runner) => runner != RunnerKind.Local ? "it reads the same sources" : null;

    /// <inheritdoc/>
    public BuildRecipe Build(GoVersion go, HostTools tools) => BuildRecipe.WithGcc();

    /// <inheritdoc/>
    public RunRecipe Run(GoVersion go, HostTools tools) => RunRecipe.With();
}
