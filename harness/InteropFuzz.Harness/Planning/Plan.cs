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

    /// <summary>Crosses cases with toolchains and instruments, on this machine. Pure.</summary>
    /// <param name="cases">The cases, of Go and of .NET.</param>
    /// <param name="toolchains">For those of Go.</param>
    /// <param name="instruments">What does not serve .NET has no cell there.</param>
    /// <param name="arch">This machine's.</param>
    /// <param name="tools">This machine's.</param>
    public static Plan Make(IEnumerable<Case> cases, IReadOnlyList<GoToolchain> toolchains, IReadOnlyList<IInstrument> instruments, Arch arch, HostTools tools)
    {
        var cells = new List<PlannedCell>();
        foreach (var c in cases)
        {
            if (c.Runtime == ManagedRuntime.Net)
            {
                cells.AddRange(instruments.OfType<INetInstrument>().Select(i => OnNet(c, i, arch, tools)));
                continue;
            }
            foreach (var toolchain in toolchains)
                foreach (var instrument in instruments)
                {
                    var cell = new Cell(toolchain.Version, arch, instrument);
                    var never = c.WhyNot(cell.Go, arch) ?? instrument.WhyNever(cell.Go, arch, cell.Runner) ?? (c.UsesCgo ? null : instrument.WhyNotWithoutCgo);
                    var missing = never is null ? instrument.WhyNotHere(tools) ?? (c.UsesCpp ? instrument.WhyNoCpp(tools) : null) : null;
                    cells.Add(new(c, cell, toolchain, never ?? missing, missing is not null));
                }
        }
        return new(cells);
    }

    private static PlannedCell OnNet(Case c, INetInstrument instrument, Arch arch, HostTools tools)
    {
        var missing = tools.Net.Problem ?? instrument.WhyNotHereOnNet(tools) ?? (tools.Gcc is null ? "gcc is missing: apt-get install gcc" : null);
        return new(c, new(default, arch, (IInstrument)instrument) { Net = tools.Net.Version }, tools.Net, missing, missing is not null);
    }
}
