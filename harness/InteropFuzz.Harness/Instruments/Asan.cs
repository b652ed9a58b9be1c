using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Instruments;

/// <summary>AddressSanitizer over C and Go (-asan, Go 1.18 and later). It turns checkptr on; from Go 1.25 it reports leaks at exit.</summary>
public sealed class Asan : IInstrument, INetInstrument
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

    /// <summary>LeakSanitizer stops threads by ptrace, which qemu-user has not.</summary>
    public RunRecipe RunEmulated(GoVersion go, HostTools tools)
        => RunRecipe.With(("ASAN_OPTIONS", "exitcode=77:detect_leaks=0")) with { Slowdown = 2, MemoryFactor = 3 };

    /// <inheritdoc/>
    public string? WhyNotHereOnNet(HostTools tools) => tools.AsanRuntime is null ? "gcc has no AddressSanitizer runtime: apt-get install gcc" : null;

    /// <inheritdoc/>
    public IReadOnlyList<string> NetCFlags => ["-fsanitize=address", "-fno-omit-frame-pointer"];

    /// <summary>
    /// dotnet itself is not built for it, so its runtime comes first by LD_PRELOAD. SIGSEGV stays with .NET, which makes exceptions of it. What
    /// .NET's own libraries do not free at exit would be reported as leaks of every program.
    /// </summary>
    public RunRecipe RunNet(HostTools tools)
        => RunRecipe.With(("LD_PRELOAD", tools.AsanRuntime ?? "libasan.so"), ("ASAN_OPTIONS", "exitcode=77:handle_segv=0:detect_leaks=0")) with { Slowdown = 2, MemoryFactor = 3 };
}
