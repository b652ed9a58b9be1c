using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Instruments;

/// <summary>MemorySanitizer: C code that decides on memory nobody wrote. clang only. It turns checkptr on.</summary>
public sealed class Msan : IInstrument
{
    /// <inheritdoc/>
    public string Name => "msan";

    /// <inheritdoc/>
    public int Order => 60;

    /// <inheritdoc/>
    public string Purpose => "use of uninitialised memory in C (clang only); implies checkptr";

    /// <inheritdoc/>
    public bool ShowsCFrames => true;

    /// <inheritdoc/>
    public string? WhyNever(GoVersion go, Arch arch, RunnerKind runner) => runner == RunnerKind.QemuUser ? WhyNotCrossBuilt : null;

    /// <inheritdoc/>
    public string? WhyNotCrossBuilt => "there is no MemorySanitizer runtime of another architecture among the packages";

    /// <inheritdoc/>
    public string? WhyNotHere(HostTools tools) => tools switch
    {
        { Clang: null } => "msan needs clang (gcc has no MemorySanitizer): apt-get install clang-19 libclang-rt-19-dev",
        { ClangHasMsan: false } => "clang has no MemorySanitizer runtime: apt-get install libclang-rt-19-dev",
        _ => null,
    };

    /// <summary>clang++ and its headers come with clang's package.</summary>
    public string? WhyNoCpp(HostTools tools) => null;

    /// <inheritdoc/>
    public BuildRecipe Build(GoVersion go, HostTools tools)
    {
        var clang = Path.GetFileName(tools.Clang?.Path) ?? "clang";
        return new(["-msan"], new Dictionary<string, string> { ["CC"] = clang, ["CXX"] = clang.Replace("clang", "clang++", StringComparison.Ordinal) });
    }

    /// <summary>Without llvm-symbolizer, which comes with no package that clang needs, its stacks would have no names.</summary>
    public RunRecipe Run(GoVersion go, HostTools tools)
    {
        var symbolizer = tools.Addr2Line is { } path ? ":external_symbolizer_path=" + path : "";
        return RunRecipe.With(("MSAN_OPTIONS", "exitcode=77" + symbolizer)) with { Slowdown = 3, MemoryFactor = 3 };
    }
}
