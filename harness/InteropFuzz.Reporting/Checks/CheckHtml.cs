using System.Globalization;
using InteropFuzz.Harness.Checking.Model;
using InteropFuzz.Harness.Checking.Reviewing;
using InteropFuzz.Reporting.Crashes;

namespace InteropFuzz.Reporting.Checks;

/// <summary>The report as one page that needs nothing else: tests by cells, each finding with its stacks and its history.</summary>
public static class CheckHtml
{
    private const int Width = 110;

    /// <summary>The whole document.</summary>
    public static string Write(CheckReport report)
    {
        var page = new HtmlWriter($"interopfuzz check {report.Run.Info.Run}").Verdict(report.Verdict, report.IsGood).List(report.Facts);
        if (report.Warnings.Count > 0) page.Heading("To be looked at").List(report.Warnings);
        WriteMatrix(page, report);
        foreach (var standing in Enum.GetValues<Standing>())
        {
            var findings = report.Review.With(standing).ToList();
            if (findings.Count > 0) page.Heading(standing switch { Standing.New => "New findings", Standing.Known => "Known findings", _ => "Suppressed findings" });
            foreach (var reviewed in findings) WriteFinding(page, report, reviewed);
        }
        if (report.Review.Missing.Count > 0)
            page.Heading("In the baseline, and not seen").Table(["symptom", "what", "where", "since", "signature", "state"],
                [.. report.Review.Missing.Select(m => (string[])[m.Entry.Symptom, m.Entry.Title, m.Entry.Where ?? "", CheckReport.Day(m.Entry.FirstSeen), m.Entry.Signature, CheckReport.Say(m)])]);
        WriteHistory(page, report);
        page.Heading("Machine and tools").Table(["what", "version"],
            [.. report.Run.Info.Toolchains.Select(t => (string[])[$"Go {t.Key}", t.Value]), .. report.Run.Info.Tools.Select(t => (string[])[t.Key, t.Value]), ["sandbox", report.Run.Info.Sandbox]]);
        return page.ToString();
    }

    /// <summary>A table for each package; tests that are good everywhere are folded away.</summary>
    private static void WriteMatrix(HtmlWriter page, CheckReport report)
    {
        page.Heading("Tests and cells");
        foreach (var package in report.Run.Cells.GroupBy(c => c.Cell.Package))
        {
            var cells = package.ToList();
            var tests = cells.Select(c => c.Tests.GroupBy(t => t.Test).ToDictionary(t => t.Key, t => t.First())).ToList();
            var names = cells.SelectMany(c => c.Tests.Select(t => t.Test)).Distinct().ToList();
            string[] columns = [package.Key, .. cells.Select(c => c.Cell.Column)];
            var rows = names.Select(n => (Name: n.Length > 0 ? n : "(process)", Marks: (IReadOnlyList<HtmlMark>)[.. cells.Select((c, i) => MarkOf(report, c, tests[i].GetValueOrDefault(n), n))])).ToLookup(r => r.Marks.Any(m => m.Tone is HtmlTone.Bad or HtmlTone.Known));
            page.Marks(columns, [("(cell)", [.. cells.Select(c => MarkOf(report, c))]), .. rows[true]]);
            if (rows[false].Any()) page.Fold($"{Words.Count(rows[false].Count(), "test")} with nothing to tell", p => p.Marks(columns, rows[false]));
        }
    }

    private static HtmlMark MarkOf(CheckReport report, CellResult cell)
    {
        if (cell.State == CellState.BuildFailed) return new("does not build", HtmlTone.Bad, cell.Reason ?? "");
        if (cell.State == CellState.NotAvailable) return new("n/a", HtmlTone.Faint, cell.Reason ?? "");
        var shown = report.Review.Findings.Where(f => f.Finding.Seen.Any(s => s.Cell == cell.Cell)).ToList();
        return shown.MinBy(f => f.Standing) is { } worst
            ? new(Words.Count(shown.Count, "finding"), ToneOf(worst.Standing), Duration.Say(cell.WallS), worst.Finding.Signature)
            : new("clean", HtmlTone.Good, Duration.Say(cell.WallS));
    }

    private static HtmlMark MarkOf(CheckReport report, CellResult cell, TestResult? test, string name)
    {
        if (test is null) return new("", HtmlTone.Faint);
        var hint = $"{Duration.Say(test.Seconds)}{(test.Reason is { } reason ? $": {reason}" : "")}";
        var often = test.Outcome == TestOutcome.Flaky ? $" {test.Bad} of {test.Times}" : "";
        return test.Outcome switch
        {
            TestOutcome.Passed => new("passed", HtmlTone.Good, hint),
            TestOutcome.Skipped or TestOutcome.NotAvailable => new(test.Outcome.Name(), HtmlTone.Faint, hint),
            _ when report.ShownBy(cell.Cell, name).MinBy(f => f.Standing) is { } worst => new(test.Outcome.Name() + often, ToneOf(worst.Standing), $"{hint} {worst.Finding.Title}", worst.Finding.Signature),
            _ => new(test.Outcome.Name() + often, HtmlTone.Bad, hint),
        };
    }

    private static HtmlTone ToneOf(Standing standing) => standing == Standing.New ? HtmlTone.Bad : HtmlTone.Known;

    private static void WriteFinding(HtmlWriter page, CheckReport report, ReviewedFinding reviewed)
    {
        var f = reviewed.Finding;
        page.SubHeading($"{f.Symptom}: {f.Title}", f.Signature);
        var facts = new List<string[]>
        {
            (string[])["state", CheckReport.Say(reviewed)],
            (string[])["where", CheckReport.Place(f)],
            (string[])["tests", string.Join(", ", f.Tests)],
            (string[])["cells", string.Join(", ", f.Cells.Select(c => c.ToString()))],
            (string[])["often", CheckReport.Flakiness(f) ?? "every time"],
            (string[])["severity", f.Best is { } b ? $"{f.Severity}: {b.SeverityReason}" : f.Severity],
            (string[])["guilty", f.Guilty],
            (string[])["cause", string.Join("; ", f.Classes.Select(c => $"{c.Class} {Words.Percent(c.Confidence)}{(c.Evidence.Count > 0 ? $" ({c.Evidence[0]})" : "")}"))],
            (string[])["signature", string.Join(", ", f.Signatures.Prepend(f.Signature).Distinct())],
            (string[])["next", string.Join("; ", f.Best?.Next ?? [])],
        };
        if (report.Earlier.Count > 0)
        {
            var seen = report.History(f).ToList();
            facts.Add(["history", $"in {seen.Count(s => s)} of the last {Words.Count(seen.Count, "run")}, the latest first: {string.Concat(seen.Select(s => s ? '●' : '○'))}"]);
        }
        page.Table(["", ""], [.. facts.Where(r => r[1].Length > 0)]);
        if (f.Best is { } best) page.Lines(string.Join('\n', new[] { best.FirstLine, "" }.Concat(CheckStackText.Lines(best, Width).Select(l => l.ToString()))).Trim('\n'));
        if (f.Output.Length > 0) page.Fold("What was printed", p => p.Lines(f.Output));
        page.Fold("Without InteropFuzz", p => p.Lines(f.Reproduce));
    }

    private static void WriteHistory(HtmlWriter page, CheckReport report)
    {
        if (report.Earlier.Count == 0) return;
        page.Heading("Earlier runs").Table(["run", "began (UTC)", "commit", "cells", "tests", "findings", "took"],
            [.. report.Earlier.Prepend(report.Run).Select(r => (string[])
            [
                r.Info.Run, r.Info.Started.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), r.Info.GitCommit ?? "", Number(r.Cells.Count), Number(r.Tests.Count()), Number(r.Findings.Count),
                Duration.Say(r.Info.WallS),
            ])]);
    }

    private static string Number(int n) => n.ToString(CultureInfo.InvariantCulture);
}
