using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Planning;

/// <summary>A case in a cell: one field of the matrix.</summary>
/// <param name="Case">What runs.</param>
/// <param name="Cell">Where and how.</param>
/// <param name="Toolchain">The Go or .NET that builds it.</param>
/// <param name="NotAvailable">Why the field stays empty ("n/a"); null when it runs.</param>
/// <param name="IsMissingTool">Whether installing something on this machine would fill the field.</param>
public sealed record PlannedCell(Case Case, Cell Cell, IToolchain Toolchain, string? NotAvailable, bool IsMissingTool)
{
    /// <summary>What the case expects here.</summary>
    public Expectation Expectation { get; } = Case.ExpectationFor(Cell);

    /// <summary>How often it is tried here.</summary>
    public int Tries(HostTools tools) => Cell.Instrument.IsStatic ? 1 : Math.Min(Case.Repeat, Cell.Run(tools).MaxRepeat);
}
