using System.Text;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Storage;

namespace InteropFuzz.Reporting;

/// <summary>What collectors found, as reports show it. All of it comes from programs and is escaped by who shows it.</summary>
public static class EvidenceText
{
    /// <summary>With so few cells a person has asked for these, and sees all; with more only those that are not as expected, on a terminal.</summary>
    public const int FewCells = 12;

    private const int MostLines = 14;

    /// <summary>The cells whose evidence a terminal shows.</summary>
    public static IReadOnlyList<ResultRow> Shown(RunModel model)
    {
        var rows = model.Rows.Where(r => r.Evidence is { Count: > 0 }).ToList();
        return rows.Count <= FewCells ? rows : [.. rows.Where(r => r.IsBad)];
    }

    /// <summary>A line for each thing found, with the collector's name in front of the first; last, in one line, why the others have nothing.</summary>
    public static IEnumerable<(string Name, string Line)> Lines(ResultRow row)
    {
        if (row.Evidence is not { } evidence) yield break;
        foreach (var (name, part) in evidence)
        {
            for (var i = 0; i < part.Says.Count && i < MostLines; i++) yield return (i == 0 ? name : "", part.Says[i]);
            if (part.Says.Count > MostLines) yield return ("", $"… {part.Says.Count - MostLines} more lines");
        }
        foreach (var reason in evidence.Where(e => e.Value.WhyNot is not null).GroupBy(e => e.Value.WhyNot!))
            yield return ("nothing", $"{string.Join(", ", reason.Select(e => e.Key))}: {reason.Key}");
    }

    /// <summary>The section of a Markdown report; empty when nothing was collected.</summary>
    public static string ForMarkdown(RunModel model)
    {
        var text = new StringBuilder();
        foreach (var row in model.Rows)
        {
            if (row.Evidence is not { Count: > 0 }) continue;
            if (text.Length == 0) text.Append("\n## Evidence\n");
            text.Append($"\n### {Hostile.ForMarkdown(row.Case)}, {row.Runtime.Title()} {row.Release}, {row.Instrument}\n\n");
            foreach (var (name, line) in Lines(row))
                text.Append(name.Length > 0 ? $"- **{Hostile.ForMarkdown(name)}** " : "  <br>").Append(Hostile.ForMarkdown(line)).Append('\n');
            if (row.EvidenceOutput is { } raw) text.Append($"- raw: {Hostile.ForMarkdown(raw)}\n");
        }
        return text.ToString();
    }
}
