using InteropFuzz.Harness.Checking.Model;
using InteropFuzz.Harness.Checking.Reviewing;
using InteropFuzz.Reporting.Crashes;
using Spectre.Console;

namespace InteropFuzz.Reporting.Checks;

/// <summary>The end of a check on a terminal, or as plain lines where there is none.</summary>
/// <param name="console">Where it goes; it decides on colours and width.</param>
public sealed class CheckTerminal(IAnsiConsole console)
{
    private const int MostFrames = 8, MostSeen = 6;

    /// <summary>The table, the findings with the way to reproduce them, what could not be done, and the summary last.</summary>
    /// <param name="report">The result beside its baseline and suppressions.</param>
    /// <param name="folder">The run's folder as a person would type it.</param>
    public void Write(CheckReport report, string folder)
    {
        var run = report.Run;
        WriteTable(run);
        foreach (var reviewed in report.Review.Findings) WriteFinding(reviewed, folder);
        WriteCells(run);
        foreach (var missing in report.Review.Missing) Line("baseline", $"{missing.Entry.Signature} {missing.Entry.Symptom}: {CheckReport.Say(missing)}: {missing.Entry.Title}");
        foreach (var suppression in report.Review.Expired) Line("note", $"{suppression.Place}: this suppression expired on {CheckReport.Day(suppression.Expires)}: {suppression.Reason}");
        foreach (var suppression in report.Review.Unused) Line("note", $"{suppression.Place}: this suppression met nothing; delete it");
        console.WriteLine();
        console.WriteLine(Summary(run));
        console.WriteLine(Cost(run.Info));
        console.MarkupLine($"[{(report.IsGood ? "green" : "red")}]{Markup.Escape(report.Verdict)}[/]");
        console.WriteLine($"results: {folder}");
    }

    /// <summary>One line: how much ran and what came of it.</summary>
    public static string Summary(CheckRun run)
    {
        var ran = run.Tests.Where(t => t.Test.Outcome != TestOutcome.NotAvailable && t.Test.Test.Length > 0).ToList();
        var words = new List<string> { $"{Words.Count(ran.Count, "test")} in {Words.Count(run.Cells.Count(c => c.State == CellState.Ran), "cell")}" };
        foreach (var outcome in Enum.GetValues<TestOutcome>().Where(o => o != TestOutcome.NotAvailable))
            if (run.Tests.Count(t => t.Test.Outcome == outcome) is > 0 and var n) words.Add($"{n} {outcome.Name()}");
        if (run.Cells.Count(c => c.State == CellState.BuildFailed) is > 0 and var failed) words.Add($"{Words.Count(failed, "cell does", "cells do")} not build");
        return $"{string.Join(", ", words)}; {Duration.Say(run.Info.WallS)}";
    }

    /// <summary>One line: the processor time of each part, to compare with the time by the clock.</summary>
    private static string Cost(CheckInfo info)
        => $"processor time: builds {Duration.Say(info.BuildCpuS)} ({info.Built} built, {info.Kept} kept), tests {Duration.Say(info.TestCpuS)}, InteropFuzz {Duration.Say(info.HarnessCpuS)} (triage {Duration.Say(info.TriageS)} by the clock); {Words.Count(info.Cores, "processor")}";

    private void WriteTable(CheckRun run)
    {
        var columns = run.Cells.Select(c => c.Cell.Column).Distinct().ToList();
        var instruments = columns.GroupBy(c => c[..c.IndexOf('/', StringComparison.Ordinal)] + " " + c.Split('/')[1]);
        foreach (var release in instruments)
        {
            var table = new Table().Border(TableBorder.Simple).AddColumn(Markup.Escape(release.Key), c => c.NoWrap());
            foreach (var column in release) table.AddColumn(Markup.Escape(string.Join('/', column.Split('/').Skip(2))), c => c.Centered().NoWrap());
            foreach (var package in run.Packages)
            {
                var cells = run.Cells.Where(c => c.Cell.Package == package.Path).ToDictionary(c => c.Cell.Column);
                table.AddRow([new Text(Short(package.Path)), .. release.Select(c => new Markup(cells.TryGetValue(c, out var cell) ? Mark(cell) : "[grey]-[/]"))]);
            }
            console.Write(table);
        }
        console.WriteLine("tests that passed; !n n tests that did not; vet: messages; - no tests or n/a; B does not build");
    }

    private static string Short(string path) => path.Length <= 48 ? path : "…" + path[^47..];

    private static string Mark(CellResult cell) => cell.State switch
    {
        CellState.NotAvailable => "[grey]-[/]",
        CellState.BuildFailed => "[red]B[/]",
        _ when cell.Cell.Instrument == "vet" => cell.Vet.Count > 0 ? $"[red]!{cell.Vet.Count}[/]" : "[green]0[/]",
        _ when cell.Tests.Count(t => t.Outcome.IsBad()) is > 0 and var bad => $"[red]!{bad}[/]",
        _ => $"[green]{cell.Tests.Count(t => t.Outcome == TestOutcome.Passed)}[/]",
    };

    /// <summary>A finding that fails the build with all there is to say, another one in short.</summary>
    private void WriteFinding(ReviewedFinding reviewed, string folder)
    {
        var finding = reviewed.Finding;
        console.WriteLine();
        console.MarkupLine($"[red]{Markup.Escape(finding.Symptom)}[/] {Markup.Escape(Safe(CheckReport.Place(finding)))} [bold]{finding.Signature}[/] {Markup.Escape(Safe(CheckReport.Say(reviewed)))}");
        Line("", finding.Title);
        if (reviewed.Standing != Standing.New) return;
        Line("test", finding.Tests.Count > 0 ? $"{string.Join(", ", finding.Tests.Take(MostSeen))}{(finding.Tests.Count > MostSeen ? $" and {finding.Tests.Count - MostSeen} more" : "")} of {finding.Package}{(finding.File is null && finding.TestFile is not null ? $", {finding.TestFile}:{finding.TestLine}" : "")}" : finding.Package);
        foreach (var seen in finding.Seen.GroupBy(s => s.Symptom).Take(MostSeen))
            Line("seen", $"{seen.Key}: {string.Join(", ", seen.Select(s => s.Cell.Column + (s.Bad < s.Times ? $" ({s.Bad} of {s.Times})" : "")).Distinct())}");
        foreach (var frame in (finding.Best?.Stack ?? []).Where(f => f.IsUser || f.Side == "boundary").Take(MostFrames))
            Line("", $"  {frame.Function}{(frame.File is null ? "" : $"  {frame.File}:{frame.Line}")}");
        foreach (var cause in finding.Classes.Take(3)) Line("class", $"{cause.Class} {cause.Confidence:P0}");
        if (finding.Kind == FindingKind.Failure) foreach (var line in finding.Output.Split('\n').Take(MostFrames)) Line("", "  " + line);
        if (finding.OutputFile is { } output) Line("output", Path.Combine(folder, output));
        Line("by hand", finding.Reproduce);
    }

    private void WriteCells(CheckRun run)
    {
        foreach (var refused in run.Cells.Where(c => c.State == CellState.BuildFailed).GroupBy(c => (c.Cell.Package, c.Reason)))
        {
            console.WriteLine();
            console.MarkupLine($"[red]does not build[/] {Markup.Escape(Safe(refused.Key.Package))}: {Markup.Escape(string.Join(", ", refused.Select(c => c.Cell.Column)))}");
            foreach (var line in (refused.Key.Reason ?? "").Split('\n').Take(12)) Line("", line);
        }
        var missing = run.Cells.Where(c => c.State == CellState.NotAvailable).GroupBy(c => c.Reason ?? "").ToList();
        if (missing.Count > 0) console.WriteLine();
        foreach (var m in missing) Line("n/a", $"{m.Key} ({string.Join(", ", m.Select(c => c.Cell.Column).Distinct().Take(MostSeen))})");
        foreach (var cell in run.Cells.Where(c => c is { State: CellState.Ran, Reason: not null })) Line("note", $"{cell.Cell}: {cell.Reason}");
        foreach (var package in run.Packages.Where(p => p.Reason is not null)) Line("no tests", $"{package.Path}: {package.Reason}");
        foreach (var (cell, test) in run.Tests.Where(t => t.Test is { Outcome: TestOutcome.NotAvailable, Reason: not null })) Line("not run", $"{cell}: {test.Test} {test.Reason}");
    }

    private void Line(string name, string text)
        => console.Profile.Out.Writer.WriteLine($"  {(name.Length > 0 ? name + ":" : ""),-10}{Safe(text).ReplaceLineEndings("\n            ")}");

    private static string Safe(string text) => Hostile.ForTerminal(text);
}
