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
    public static Plan Make(IEnumerable<Case> cases, IReadOnlyList<GoToolchain> toolchains, IReadOnlyList<IInstrument> instruments, Arch arch, HostTools tools)
    {
        var cells = new List<PlannedCell>();
        foreach (var c in cases)
            foreach (var toolchain in toolchains)
                foreach (var instrument in instruments)
                {
                    var cell = new Cell(toolchain.Version, arch, instrument);
                    var never = c.WhyNot(cell.Go, arch) ?? instrument.WhyNever(cell.Go, arch, cell.Runner) ?? (c.UsesCgo ? null : instrument.WhyNotWithoutCgo);
                    var missing = never is null ? instrument.WhyNotHere(tools) ?? (c.UsesCpp ? instrument.WhyNoCpp(tools) : null) : null;
                    cells.Add(new(c, cell, toolchain, never ?? missing, missing is not null));
                }
        return new(cells);
    }
}
