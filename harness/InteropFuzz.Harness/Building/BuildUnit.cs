using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Building;

/// <summary>What one call of the go command makes.</summary>
public enum UnitKind
{
    /// <summary>One binary with many cases, each a package of its own.</summary>
    Shared,

    /// <summary>One binary with one case.</summary>
    Apart,

    /// <summary>No binary: what go vet says about many cases.</summary>
    Analysis,
}

/// <summary>Cases that are built together for one cell of the matrix.</summary>
/// <param name="Kind">How.</param>
/// <param name="Toolchain">With which Go or .NET.</param>
/// <param name="Cell">For which cell.</param>
/// <param name="Cases">Which, at least one.</param>
public sealed record BuildUnit(UnitKind Kind, IToolchain Toolchain, Cell Cell, IReadOnlyList<Case> Cases)
{
    /// <summary>Whether the programs also write figures of their memory while they run (see <see cref="Sampler"/>): for evidence, never for a verdict.</summary>
    public bool Sampled { get; init; }

    /// <summary>Its name in progress and logs.</summary>
    public string Label => $"{(Cases.Count == 1 ? Cases[0].Id : $"{Cases.Count} cases")} {Cell.Release} {Cell.Arch.Name()} {Cell.Instrument.Name}{(Sampled ? " with sampler" : "")}";

    /// <summary>Groups the fields of a plan into the fewest units. Pure.</summary>
    public static IReadOnlyList<BuildUnit> Group(IEnumerable<PlannedCell> cells)
        => [.. cells.GroupBy(p => (p.Toolchain, p.Cell, Group: GroupOf(p)))
            .Select(g => new BuildUnit(g.Key.Group.Kind, g.Key.Toolchain, g.Key.Cell, [.. g.Select(p => p.Case)]))];

    /// <summary>
    /// A program without cgo keeps apart from those with it: linking runtime/cgo changes it (deadlock detection, for one).
    /// </summary>
    private static (UnitKind Kind, string Discriminator) GroupOf(PlannedCell p)
        => p.Cell.Instrument.IsStatic ? (UnitKind.Analysis, "")
            : (p.Cell.Net is null ? SharedSource.WhyApart(p.Case) : NetSource.WhyApart(p.Case)) is not null ? (UnitKind.Apart, p.Case.Id)
            : (UnitKind.Shared, p.Case.UsesCgo ? "cgo" : "pure");
}
