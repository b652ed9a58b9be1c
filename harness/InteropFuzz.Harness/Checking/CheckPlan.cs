using InteropFuzz.Harness.Checking.Discovery;
using InteropFuzz.Harness.Checking.Model;
using InteropFuzz.Harness.Checking.Tests;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Checking;

/// <summary>Every cell of a check, those that stay empty included.</summary>
/// <param name="Cells">Package by package.</param>
/// <param name="Packages">The packages.</param>
public sealed record CheckPlan(IReadOnlyList<PlannedTests> Cells, IReadOnlyList<CheckPackage> Packages)
{
    /// <summary>
    /// The instruments that fit any test binary. msan accuses every C library that is not built for it, Valgrind takes 20 times as long, and efence
    /// takes all memory: they are for those who ask.
    /// </summary>
    public static IReadOnlyList<string> DefaultInstruments { get; } = ["plain", "checkptr", "cgocheck2", "race", "asan", "gcstress", "vet"];

    /// <summary>Crosses packages with releases, architectures, instruments and processors. Pure.</summary>
    /// <param name="lists">What each release finds.</param>
    /// <param name="instruments">The instruments.</param>
    /// <param name="archs">Architectures; what is not this machine's own is emulated.</param>
    /// <param name="cpus">Values of GOMAXPROCS; 0 for the number of processors.</param>
    /// <param name="root">The root of the user's files.</param>
    /// <param name="tools">This machine's tools.</param>
    public static CheckPlan Make(
        IReadOnlyList<(GoToolchain Toolchain, PackageList List)> lists, IReadOnlyList<IInstrument> instruments, IReadOnlyList<Arch> archs, IReadOnlyList<int> cpus, string root, HostTools tools)
    {
        var packages = lists.SelectMany(l => l.List.Packages).DistinctBy(p => p.Package.Path).OrderBy(p => p.Package.Path, StringComparer.Ordinal).ToList();
        var cells = new List<PlannedTests>();
        foreach (var package in packages.Select(p => p.Package.Path))
            foreach (var arch in archs)
                foreach (var (toolchain, list) in lists)
                    foreach (var instrument in instruments)
                        foreach (var cpu in instrument.IsStatic ? [0] : cpus)
                            if (Of(package, toolchain, list, instrument, Platform.Of(arch, tools), cpu, tools) is { } cell) cells.Add(cell);
        return new(cells, [.. packages.Select(p => new CheckPackage(p.Package.Path, Relative(root, p.Package.Dir), p.UsesCgo) { Reason = p.HasTests ? null : "it has no test files" })]);
    }

    private static PlannedTests? Of(string path, GoToolchain toolchain, PackageList list, IInstrument instrument, Platform platform, int cpu, HostTools tools)
    {
        var how = new Cell(toolchain.Version, platform.Arch, instrument, platform.Runner);
        var cell = new CheckCell(path, toolchain.Version.ToString(), platform.Arch.Name(), instrument.Name, cpu, platform.Runner.Name());
        var package = list.Find(path);
        // Without tests there is nothing to run; vet reads it all the same.
        if (package is { HasTests: false } && !instrument.IsStatic) return null;
        var never = package is null ? list.Problem ?? $"go list of Go {toolchain.Version.Release} does not find it" : instrument.WhyNever(how.Go, how.Arch, how.Runner);
        var missing = never is not null ? null
            : platform.WhyNotHere(tools) ?? instrument.WhyNotHere(tools)
                ?? (!package!.UsesCpp ? null : platform.Runner == RunnerKind.QemuUser ? tools.Foreign?.WhyNoCpp : instrument.WhyNoCpp(tools));
        return new(cell, how, toolchain, list, package, never ?? missing, missing is not null);
    }

    private static string Relative(string root, string folder)
        => Path.GetRelativePath(root, folder) is var relative && relative.StartsWith("..", StringComparison.Ordinal) ? folder : relative;
}
