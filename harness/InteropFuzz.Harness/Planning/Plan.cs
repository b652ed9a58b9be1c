using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Planning;

/// <summary>Every field of the matrix of a run, those that stay empty included.</summary>
/// <param name="Cells">Case by case, in the order of the columns.</param>
public sealed record Plan(IReadOnlyList<PlannedCell> Cells)
{
    /// <summary>How many cases were left out because they tamper with the runtime.</summary>
    public int LeftOut { get; init; }

    /// <summary>Crosses cases with architectures, toolchains and instruments, on this machine. Pure.</summary>
    /// <param name="cases">The cases, of Go and of .NET.</param>
    /// <param name="toolchains">For those of Go.</param>
    /// <param name="instruments">What does not serve .NET has no cell there.</param>
    /// <param name="archs">Architectures; what is not this machine's own is emulated.</param>
    /// <param name="tools">This machine's.</param>
    /// <param name="emulatesNewestOnly">Whether an emulated architecture, where a program takes several times as long, has the newest toolchain only.</param>
    public static Plan Make(
        IEnumerable<Case> cases, IReadOnlyList<GoToolchain> toolchains, IReadOnlyList<IInstrument> instruments, IReadOnlyList<Arch> archs, HostTools tools,
        bool emulatesNewestOnly = false)
    {
        var cells = new List<PlannedCell>();
        var newest = toolchains.MaxBy(t => t.Version);
        var places = from arch in archs
                     let platform = Platform.Of(arch, tools)
                     from t in toolchains
                     where !emulatesNewestOnly || platform.Runner == RunnerKind.Local || t == newest
                     select (Platform: platform, Toolchain: t);
        foreach (var c in cases)
        {
            if (c.Runtime == ManagedRuntime.Net)
            {
                cells.AddRange(from arch in archs from i in instruments.OfType<INetInstrument>() select OnNet(c, i, Platform.Of(arch, tools), tools));
                continue;
            }
            cells.AddRange(from p in places from i in instruments select OnGo(c, p.Toolchain, i, p.Platform, tools));
        }
        return new(cells);
    }

    private static PlannedCell OnGo(Case c, GoToolchain toolchain, IInstrument instrument, Platform platform, HostTools tools)
    {
        var cell = new Cell(toolchain.Version, platform.Arch, instrument, platform.Runner);
        var never = c.WhyNot(cell.Go, cell.Arch) ?? instrument.WhyNever(cell.Go, cell.Arch, cell.Runner) ?? (c.UsesCgo ? null : instrument.WhyNotWithoutCgo);
        var missing = never is not null ? null
            : platform.WhyNotHere(tools) ?? instrument.WhyNotHere(tools)
                ?? (!c.UsesCpp ? null : platform.Runner == RunnerKind.QemuUser ? tools.Foreign?.WhyNoCpp : instrument.WhyNoCpp(tools));
        return new(c, cell, toolchain, never ?? missing, missing is not null);
    }

    private static PlannedCell OnNet(Case c, INetInstrument instrument, Platform platform, HostTools tools)
    {
        var cell = new Cell(default, platform.Arch, (IInstrument)instrument, platform.Runner) { Net = tools.Net.Version };
        if (platform.Runner == RunnerKind.QemuUser) return new(c, cell, tools.Net, $"the .NET here is of {tools.Arch.Name()}, and it does not run under qemu-user", false);
        var missing = tools.Net.Problem ?? instrument.WhyNotHereOnNet(tools) ?? (tools.Gcc is null ? "gcc is missing: apt-get install gcc" : null);
        return new(c, cell, tools.Net, missing, missing is not null);
    }
}
