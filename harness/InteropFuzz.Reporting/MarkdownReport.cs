using System.Text;
using InteropFuzz.Harness.Planning;

namespace InteropFuzz.Reporting;

/// <summary>The run as Markdown: a job summary, or a page of a repository.</summary>
public static class MarkdownReport
{
    /// <summary>The whole document.</summary>
    public static string Write(RunModel model)
    {
        var text = new StringBuilder();
        text.Append($"# InteropFuzz run {model.Info.Run}\n\n{model.Summary}\n\n");
        text.Append($"{Hostile.ForMarkdown(model.Info.Cpu)}, {model.Info.Cores} cores, Linux {Hostile.ForMarkdown(model.Info.Kernel)}; sandbox: {Hostile.ForMarkdown(model.Info.Sandbox)}");
        if (model.Info.GitCommit is { } commit) text.Append($"; cases at `{commit}`");
        var views = MatrixView.Of(model);
        var releases = views.Select(v => $"{v.Runtime.Title()} {string.Join(", ", v.Releases)}");
        text.Append($"\n\nEach field has a mark for each of {string.Join(", or of ", releases)}. `{Mark.LegendFor(model.Rows)}`\n");
        foreach (var view in views)
        {
            text.Append($"\n| {(views.Count > 1 ? $"case, {view.Runtime.Title()}" : "case")} | {string.Join(" | ", view.Columns.Select(c => string.Join(' ', c.Heading)))} |\n|---|{string.Concat(view.Columns.Select(_ => "---|"))}\n");
            foreach (var (_, cases) in view.Classes)
                foreach (var id in cases)
                    text.Append($"| {Hostile.ForMarkdown(id)} | {string.Join(" | ", view.Columns.Select(c => $"`{Mark.Of(view.Field(id, c))}`"))} |\n");
        }
        if (model.Bad.Any())
        {
            text.Append("\n## Not as expected\n\n");
            foreach (var row in model.Bad)
            {
                text.Append($"- **{row.Verdict}** {Hostile.ForMarkdown(row.Case)}, {row.Runtime.Title()} {row.Release}, {row.Arch}, {row.Instrument}: ");
                text.Append($"seen {Hostile.ForMarkdown(BadCells.Seen(row))}; expected {Hostile.ForMarkdown(string.Join(" | ", row.Expected))} ({BadCells.Source(row)})");
                if (row.FirstLine is { } first) text.Append($"; it says: {Hostile.ForMarkdown(first)}");
                text.Append('\n');
                if (row.Reproduce is { } command) text.Append($"\n  ```sh\n  {Hostile.ForTerminal(command).Replace('\n', ' ')}\n  ```\n");
            }
        }
        text.Append(EvidenceText.ForMarkdown(model));
        var missing = model.NotAvailable.ToList();
        if (missing.Count > 0) text.Append("\n## Not available\n\n");
        foreach (var m in missing) text.Append($"- {m.Instrument}: {Hostile.ForMarkdown(m.Reason)} ({m.Cells} cells, {m.Runtime.Title()} {string.Join(", ", m.Releases)} {m.Arch})\n");
        text.Append("\n## Tools\n\n");
        foreach (var (name, version) in model.Info.Toolchains.Concat(model.Info.Tools)) text.Append($"- {Hostile.ForMarkdown(name)}: {Hostile.ForMarkdown(version)}\n");
        return text.ToString();
    }
}
