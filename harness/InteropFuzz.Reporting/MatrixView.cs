using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Storage;

namespace InteropFuzz.Reporting;

/// <summary>A column of the table: an instrument on an architecture.</summary>
/// <param name="Instrument">Its name.</param>
/// <param name="Arch">GOARCH.</param>
/// <param name="Heading">The lines of its head: the instrument, and the architecture where the table has more than one.</param>
public readonly record struct MatrixColumn(string Instrument, string Arch, IReadOnlyList<string> Heading);

/// <summary>
/// The rows of one runtime as a table: a line for each case, a column for each instrument and architecture, in a field one mark for each release.
/// </summary>
public sealed class MatrixView
{
    private readonly ILookup<(string Case, string Instrument, string Arch), ResultRow> _fields;

    private MatrixView(ManagedRuntime runtime, IReadOnlyList<ResultRow> rows)
    {
        Runtime = runtime;
        Releases = [.. rows.Select(r => r.Release).Distinct()];
        Classes = [.. rows.GroupBy(r => r.Class).Select(g => (g.Key, (IReadOnlyList<string>)[.. g.Select(r => r.Case).Distinct()]))];
        _fields = rows.ToLookup(r => (r.Case, r.Instrument, r.Arch));
        Columns = [.. ColumnsOf(rows)];
    }

    /// <summary>The tables of a run: one for each runtime that it has rows of, Go first.</summary>
    public static IReadOnlyList<MatrixView> Of(RunModel model)
        => [.. model.Rows.GroupBy(r => r.Runtime).OrderBy(g => g.Key).Select(g => new MatrixView(g.Key, [.. g]))];

    /// <summary>Whose rows they are.</summary>
    public ManagedRuntime Runtime { get; }

    /// <summary>Its releases, in the order of the marks in a field.</summary>
    public IReadOnlyList<string> Releases { get; }

    /// <summary>The columns, architecture by architecture.</summary>
    public IReadOnlyList<MatrixColumn> Columns { get; }

    /// <summary>The fault classes with their cases.</summary>
    public IReadOnlyList<(string Class, IReadOnlyList<string> Cases)> Classes { get; }

    /// <summary>The rows of one field, a row for each release; null where the run has none.</summary>
    public IReadOnlyList<ResultRow?> Field(string caseId, MatrixColumn column)
        => [.. Releases.Select(release => _fields[(caseId, column.Instrument, column.Arch)].FirstOrDefault(r => r.Release == release))];

    /// <summary>On a second architecture an instrument that can do nothing there has no column: the list of what is n/a names it.</summary>
    private static IEnumerable<MatrixColumn> ColumnsOf(IReadOnlyList<ResultRow> rows)
    {
        List<string> archs = [.. rows.Select(r => r.Arch).Distinct()];
        return from arch in archs
               from instrument in rows.Where(r => r.Arch == arch).GroupBy(r => r.Instrument)
               where arch == archs[0] || instrument.Any(r => !r.IsNotAvailable)
               select new MatrixColumn(instrument.Key, arch, archs.Count == 1 ? [instrument.Key] : [instrument.Key, arch]);
    }
}
