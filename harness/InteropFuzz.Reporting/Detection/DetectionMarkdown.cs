using System.Globalization;
using System.Text;
using InteropFuzz.Harness.Planning;

namespace InteropFuzz.Reporting.Detection;

/// <summary>The detection matrix as Markdown.</summary>
public static class DetectionMarkdown
{
    /// <summary>The table of one Go release.</summary>
    public static string Table(DetectionMatrix matrix, string go)
    {
        var text = new StringBuilder();
        text.Append($"| {matrix.Runtime.Title()} {go} | {string.Join(" | ", matrix.Instruments)} |\n|---|{string.Concat(matrix.Instruments.Select(_ => ":-:|"))}\n");
        foreach (var c in matrix.Classes) Line(c, i => matrix.Count(c, i, go));
        Line("**all**", i => matrix.Total(i, go));
        return text.ToString();

        void Line(string name, Func<string, DetectionCount> count)
            => text.Append($"| {name} | {string.Join(" | ", matrix.Instruments.Select(i => DetectionField.Say(count(i))))} |\n");
    }

    /// <summary>The whole document: a table for each Go release, the cheapest instrument for each case, and what nothing sees.</summary>
    public static string Write(DetectionMatrix matrix, string run)
    {
        var text = new StringBuilder();
        text.Append($"# Which instrument sees which fault class\n\nRun {Hostile.ForMarkdown(run)}, {matrix.FaultyCases} faulty cases. A field: {DetectionField.Legend}.\n");
        foreach (var go in matrix.Go.Reverse()) text.Append($"\n{Table(matrix, go)}");
        var newest = matrix.Go[^1];
        text.Append($"\n## The cheapest instrument for each case, {matrix.Runtime.Title()} {newest}\n\n| case | instrument |\n|---|---|\n");
        foreach (var (id, instrument) in matrix.Cheapest(newest)) text.Append($"| {Hostile.ForMarkdown(id)} | {instrument ?? "none"} |\n");
        text.Append("\nMedian processor time of a program: ");
        text.Append(string.Join(", ", matrix.Instruments.OrderBy(matrix.CostS).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i} {matrix.CostS(i) * 1000:F0} ms"))));
        text.Append(" (what vet does is part of the build).\n\n## What nothing sees\n\n");
        var unseen = matrix.SeenByNothing.ToList();
        foreach (var id in unseen) text.Append($"- {Hostile.ForMarkdown(id)}\n");
        if (unseen.Count == 0) text.Append($"Every faulty case is reported by some instrument on some {matrix.Runtime.Title()} release.\n");
        return text.ToString();
    }
}
