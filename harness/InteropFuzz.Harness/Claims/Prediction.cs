using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Claims;

/// <summary>One thing that one would see in certain cells if a claim held.</summary>
/// <param name="Line">Its line in the table.</param>
/// <param name="Part">Which part of the claim it is, in words.</param>
/// <param name="Case">The id of the case whose cells are looked at.</param>
/// <param name="On">What a cell must be; an instrument, a Go range, an architecture, a runner.</param>
public sealed record Prediction(int Line, string Part, string Case, IReadOnlyList<Selector> On)
{
    private const string Plain = "plain";

    /// <summary>Whether the cells of every instrument that runs the program are meant.</summary>
    public bool AnyInstrument { get; init; }

    /// <summary>What is predicted of the symptoms; empty when only <see cref="Prints"/> is.</summary>
    public IReadOnlyList<SymptomPattern> Shows { get; init; } = [];

    /// <summary>Whether one try in one cell is enough, as for a fault that needs luck; else every try of every cell has to agree.</summary>
    public bool OnceIsEnough { get; init; }

    /// <summary>A text that the output is predicted to hold; null when none is.</summary>
    public string? Prints { get; init; }

    /// <summary>
    /// Whether the cell is one that the prediction is about. Where no instrument is named, it is the program without any; where no architecture or
    /// runner is named, it is the machine itself.
    /// </summary>
    public bool Fits(in Cell cell)
    {
        var (named, placed) = (false, cell.Runner == RunnerKind.Local);
        foreach (var selector in On)
        {
            if (!selector.Matches(cell)) return false;
            named |= selector.Instruments.Count > 0;
            placed |= selector.IsPlace;
        }
        return placed && (named || (AnyInstrument ? !cell.Instrument.IsStatic : cell.Instrument.Name == Plain));
    }

    /// <summary>Whether a row is about a cell that fits.</summary>
    public bool Fits(ResultRow row) => row.Case == Case && CellOf(row) is { } cell && Fits(cell);

    /// <summary>The prediction's cells and what is expected of them, for a person.</summary>
    public override string ToString()
    {
        var what = Shows.Count == 0 ? "" : $"{(OnceIsEnough ? "may show" : "shows")} {string.Join(" | ", Shows)}";
        return $"{Where}: {what}{(Prints is null ? "" : $"{(what.Length > 0 ? " and " : "")}prints \"{Prints}\"")}";
    }

    private string Where => On.Count == 0 ? AnyInstrument ? "any instrument" : Plain : string.Join(", ", On.Select(s => s.Text));

    private static Cell? CellOf(ResultRow row)
        => GoVersion.TryParse(row.Go, out var go) && InstrumentCatalog.Find(row.Instrument) is { } instrument
            ? new Cell(go, Enum.GetValues<Arch>().FirstOrDefault(a => a.Name() == row.Arch), instrument, Enum.GetValues<RunnerKind>().FirstOrDefault(r => r.Name() == row.Runner))
            : null;
}
