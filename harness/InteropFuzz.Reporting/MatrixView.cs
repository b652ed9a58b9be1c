using InteropFuzz.Harness.Storage;

namespace InteropFuzz.Reporting;

/// <summary>The rows of a run as a table: a line for each case, a column for each instrument, in a field one mark for each Go release.</summary>
public sealed class MatrixView
{
    private readonly ILookup<(string Case, string Instrument), ResultRow> _fields;

    /// <summary>Arranges the rows of a run.</summary>
    public MatrixView(RunModel model)
    {
        Go = [.. model.Rows.Select(r => r.Go).Distinct()];
        Instruments = [.. model.Rows.Select(r => r.Instrument).Distinct()];
        Classes = [.. model.Rows.GroupBy(r => r.Class).Select(g => (g.Key, (IReadOnlyList<string>)[.. g.Select(r => r.Case).Distinct()]))];
        _fields = model.Rows.ToLookup(r => (r.Case, r.Instrument));
    }

    /// <summary>Go releases, in the order of the marks in a field.</summary>
    public IReadOnlyList<string> Go { get; }

    /// <summary>The columns.</summary>
    public IReadOnlyList<string> Instruments { get; }

    /// <summary>The fault classes with their cases.</summary>
    public IReadOnlyList<(string Class, IReadOnlyList<string> Cases)> Classes { get; }

    /// <summary>The rows of one field, a row for each Go release; null where the run has none.</summary>
    public IReadOnlyList<ResultRow?> Field(string caseId, string instrument)
        => [.. Go.Select(go => _fields[(caseId, instrument)].FirstOrDefault(r => r.Go == go))];
}
