using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Storage;

namespace InteropFuzz.Reporting;

/// <summary>The rows of one runtime as a table: a line for each case, a column for each instrument, in a field one mark for each release.</summary>
public sealed class MatrixView
{
    private readonly ILookup<(string Case, string Instrument), ResultRow> _fields;

    private MatrixView(ManagedRuntime runtime, IReadOnlyList<ResultRow> rows)
    {
        Runtime = runtime;
        Releases = [.. rows.Select(r => r.Release).Distinct()];
        Instruments = [.. rows.Select(r => r.Instrument).Distinct()];
        Classes = [.. rows.GroupBy(r => r.Class).Select(g => (g.Key, (IReadOnlyList<string>)[.. g.Select(r => r.Case).Distinct()]))];
        _fields = rows.ToLookup(r => (r.Case, r.Instrument));
    }

    /// <summary>The tables of a run: one for each runtime that it has rows of, Go first.</summary>
    public static IReadOnlyList<MatrixView> Of(RunModel model)
        => [.. model.Rows.GroupBy(r => r.Runtime).OrderBy(g => g.Key).Select(g => new MatrixView(g.Key, [.. g]))];

    /// <summary>Whose rows they are.</summary>
    public ManagedRuntime Runtime { get; }

    /// <summary>Its releases, in the order of the marks in a field.</summary>
    public IReadOnlyList<string> Releases { get; }

    /// <summary>The columns.</summary>
    public IReadOnlyList<string> Instruments { get; }

    /// <summary>The fault classes with their cases.</summary>
    public IReadOnlyList<(string Class, IReadOnlyList<string> Cases)> Classes { get; }

    /// <summary>The rows of one field, a row for each release; null where the run has none.</summary>
    public IReadOnlyList<ResultRow?> Field(string caseId, string instrument)
        => [.. Releases.Select(release => _fields[(caseId, instrument)].FirstOrDefault(r => r.Release == release))];
}
