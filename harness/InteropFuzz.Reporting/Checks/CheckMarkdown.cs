using System.Text;
using InteropFuzz.Harness.Checking.Model;
using InteropFuzz.Harness.Checking.Reviewing;
using InteropFuzz.Reporting.Crashes;

namespace InteropFuzz.Reporting.Checks;

/// <summary>The report for people on a page of text: a job summary, an issue.</summary>
public static class CheckMarkdown
{
    private const int Width = 100;

    /// <summary>How many findings are told whole; the others are in the table only.</summary>
    private const int MostWhole = 20;

    /// <summary>A job summary of GitHub Actions takes 1 MiB; one that is longer is not shown at all.</summary>
    private const int MostCharacters = 250_000;

    private const int MostWarnings = 50, MostOutput = 4000;

    /// <summary>The whole document.</summary>
    public static string Write(CheckReport report)
    {
        var text = new StringBuilder($"# {(report.IsGood ? "✅" : "❌")} interopfuzz check: {Safe(report.Verdict)}\n\n");
        foreach (var fact in report.Facts) text.Append($"- {Safe(fact)}\n");
        Table(text, report);
        WriteFindings(text, report);
        WriteMissing(text, report);
        if (report.Warnings.Count > 0) text.Append("\n## To be looked at\n\n");
        foreach (var warning in report.Warnings.Take(MostWarnings)) text.Append($"- {Safe(warning)}\n");
        if (report.Warnings.Count > MostWarnings) text.Append($"- and {report.Warnings.Count - MostWarnings} more\n");
        return text.ToString();
    }

    /// <summary>Packages by columns: how many results were good, and how many not.</summary>
    private static void Table(StringBuilder text, CheckReport report)
    {
        if (report.Run.Cells.Count == 0) return;
        text.Append($"\n| package | {string.Join(" | ", report.Columns.Select(Safe))} |\n|---|{string.Concat(report.Columns.Select(_ => "---|"))}\n");
        foreach (var package in report.Run.Cells.GroupBy(c => c.Cell.Package))
        {
            var cells = package.ToLookup(c => c.Cell.Column);
            text.Append($"| {Safe(package.Key)} | {string.Join(" | ", report.Columns.Select(c => Field(cells[c].FirstOrDefault(), report)))} |\n");
        }
    }

    private static string Field(CellResult? cell, CheckReport report)
    {
        if (cell is null) return "";
        if (cell.State != CellState.Ran) return cell.State == CellState.BuildFailed ? "**does not build**" : "n/a";
        var shown = report.Review.Findings.Where(f => f.Finding.Seen.Any(s => s.Cell == cell.Cell)).ToList();
        var passed = cell.Tests.Count(t => t.Outcome == TestOutcome.Passed);
        var words = new List<string>();
        if (shown.Count(f => f.Standing == Standing.New) is var fresh and > 0) words.Add($"**{fresh} new**");
        if (shown.Count(f => f.Standing != Standing.New) is var known and > 0) words.Add($"{known} known");
        words.Add(cell.Tests.Count > 0 ? $"{passed} passed" : shown.Count == 0 ? "clean" : "");
        return string.Join(", ", words.Where(w => w.Length > 0));
    }

    private static void WriteFindings(StringBuilder text, CheckReport report)
    {
        foreach (var standing in Enum.GetValues<Standing>())
        {
            var findings = report.Review.With(standing).ToList();
            if (findings.Count == 0) continue;
            text.Append($"\n## {(standing == Standing.New ? "New" : standing == Standing.Known ? "Known" : "Suppressed")}\n\n");
            text.Append("| symptom | what | where | cells | severity | signature | |\n|---|---|---|---|---|---|---|\n");
            foreach (var reviewed in findings)
            {
                var f = reviewed.Finding;
                var standingWords = standing == Standing.New ? CheckReport.Flakiness(f) ?? "" : CheckReport.Say(reviewed);
                text.Append($"| {Safe(f.Symptom)} | {Safe(Words.Cut(f.Title, 200))} | {Safe(CheckReport.Place(f))} | {Safe(string.Join(", ", f.Cells.Select(c => c.Column).Distinct()))} | {f.Severity} | {f.Signature} | {Safe(standingWords)} |\n");
            }
            if (standing != Standing.New) continue;
            foreach (var reviewed in findings.Take(MostWhole))
                if (text.Length < MostCharacters) WriteFinding(text, reviewed.Finding);
        }
    }

    private static void WriteFinding(StringBuilder text, CheckFinding finding)
    {
        text.Append($"\n### {Safe(finding.Symptom)} at {Safe(CheckReport.Place(finding))}\n\n{Safe(finding.Title)}\n\n");
        if (finding.Tests.Count > 0) text.Append($"Shown by {Safe(string.Join(", ", finding.Tests.Take(10)))}{(finding.Tests.Count > 10 ? $" and {finding.Tests.Count - 10} more" : "")}{(CheckReport.Flakiness(finding) is { } often ? $", {often}" : "")}.\n\n");
        var lines = finding.Best is { } best ? new[] { best.FirstLine, "" }.Concat(CheckStackText.Lines(best, Width).Select(l => l.ToString())).ToList() : [Words.Cut(finding.Output, MostOutput)];
        if (lines.Exists(l => l.Length > 0)) CrashMarkdown.Fence(text, string.Join('\n', lines).Trim('\n'));
        foreach (var cause in finding.Classes.Take(3)) text.Append($"- cause {Words.Percent(cause.Confidence)}: {Safe(cause.Class)}{(cause.Evidence.Count > 0 ? $": {Safe(cause.Evidence[0])}" : "")}\n");
        foreach (var next in (finding.Best?.Next ?? []).Take(3)) text.Append($"- next: {Safe(next)}\n");
        text.Append("\nWithout InteropFuzz:\n\n");
        CrashMarkdown.Fence(text, finding.Reproduce.TrimEnd());
    }

    private static void WriteMissing(StringBuilder text, CheckReport report)
    {
        if (report.Review.Missing.Count == 0) return;
        text.Append("\n## In the baseline, and not seen\n\n| symptom | what | since | signature | |\n|---|---|---|---|---|\n");
        foreach (var missing in report.Review.Missing)
            text.Append($"| {Safe(missing.Entry.Symptom)} | {Safe(Words.Cut(missing.Entry.Title, 200))} | {CheckReport.Day(missing.Entry.FirstSeen)} | {missing.Entry.Signature} | {Safe(CheckReport.Say(missing))} |\n");
    }

    private static string Safe(string text) => Hostile.ForMarkdown(text);
}
