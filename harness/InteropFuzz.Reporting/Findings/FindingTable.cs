using System.Globalization;
using InteropFuzz.Harness.Findings;
using InteropFuzz.Reporting.Crashes;
using Spectre.Console;

namespace InteropFuzz.Reporting.Findings;

/// <summary>Findings as a table on a terminal, as columns parted by two blanks elsewhere.</summary>
public static class FindingTable
{
    private static readonly string[] s_columns = ["finding", "state", "symptom", "in", "target", "seen", "last", "replays", "severity"];

    /// <summary>Writes a table with a frame, for who sees one.</summary>
    public static void Write(IAnsiConsole console, IReadOnlyList<StoredFinding> findings)
    {
        var table = new Table { Border = TableBorder.Rounded };
        foreach (var column in s_columns) table.AddColumn(new TableColumn(column) { NoWrap = column is "finding" or "state" });
        foreach (var finding in findings) table.AddRow([.. Cells(finding).Select(Markup.Escape)]);
        console.Write(table);
    }

    /// <summary>Writes plain lines, the first with the names of the columns.</summary>
    public static void Write(TextWriter writer, IReadOnlyList<StoredFinding> findings)
    {
        List<string[]> rows = [s_columns, .. findings.Select(Cells)];
        var widths = Enumerable.Range(0, s_columns.Length).Select(i => rows.Max(r => r[i].Length)).ToList();
        foreach (var row in rows) writer.Write(string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd() + "\n");
    }

    private static string[] Cells(StoredFinding stored)
    {
        var finding = stored.Finding;
        string[] cells =
        [
            finding.Id, FindingWords.State(stored), finding.Symptom, FindingWords.Function(finding), finding.Target,
            stored.Count.ToString(CultureInfo.InvariantCulture), FindingWords.Time(stored.Last), finding.Replays.ToString(), finding.Severity,
        ];
        return [.. cells.Select(c => c.Length == 0 ? "-" : Words.OneLine(c))];
    }
}
