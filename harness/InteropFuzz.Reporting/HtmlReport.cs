using InteropFuzz.Harness.Planning;

namespace InteropFuzz.Reporting;

/// <summary>The run as one HTML page.</summary>
public static class HtmlReport
{
    /// <summary>The whole page.</summary>
    public static string Write(RunModel model)
    {
        var page = new HtmlWriter($"InteropFuzz run {model.Info.Run}")
            .Verdict(model.Summary, !model.Bad.Any() && !model.Lost.Any())
            .Paragraph($"{model.Info.Cpu}, {model.Info.Cores} cores, Linux {model.Info.Kernel}; sandbox: {model.Info.Sandbox}{(model.Info.GitCommit is { } commit ? $"; cases at {commit}" : "")}")
            .Paragraph(Mark.LegendFor(model.Rows));
        var bad = model.Bad.ToList();
        if (bad.Count > 0) page.Heading("Not as expected");
        page.Table(["verdict", "case", "cell", "seen", "expected", "it says", "by hand"],
            [.. bad.Select(r => (IReadOnlyList<string>)[r.Verdict, r.Case, $"{r.Runtime.Title()} {r.Release} {r.Arch} {r.Instrument}{(r.RunnerName is { } runner ? $" on {runner}" : "")}",
                BadCells.Seen(r), string.Join(" | ", r.Expected), r.FirstLine ?? "", r.Reproduce ?? ""])]);
        var lost = model.Lost.ToList();
        if (lost.Count > 0) page.Heading("Lost with their runner").List([.. lost.Select(l => $"{l.Cells} cells of {l.Arch}: {l.Reason}")]);
        foreach (var view in MatrixView.Of(model))
            page.Heading($"{view.Runtime.Title()} {string.Join(", ", view.Releases)}").Table(["case", .. view.Columns.Select(c => string.Join(' ', c.Heading))],
                [.. view.Classes.SelectMany(c => c.Cases).Select(id => (IReadOnlyList<string>)[id, .. view.Columns.Select(c => Mark.Of(view.Field(id, c)))])]);
        var missing = model.NotAvailable.ToList();
        if (missing.Count > 0)
            page.Heading("Not available").List([.. missing.Select(m => $"{m.Instrument}: {m.Reason} ({m.Cells} cells, {m.Runtime.Title()} {string.Join(", ", m.Releases)} {m.Arch})")]);
        return page.Heading("Tools").List([.. model.Info.Toolchains.Concat(model.Info.Tools).Concat(model.Info.Runners ?? new Dictionary<string, string>()).Select(t => $"{t.Key}: {t.Value}")]).ToString();
    }
}
