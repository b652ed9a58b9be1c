using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Storage;
using Spectre.Console;

namespace InteropFuzz.Reporting;

/// <summary>The end of a run on a terminal, or as plain lines where there is none.</summary>
/// <param name="console">Where it goes; it decides on colours and width.</param>
public sealed class TerminalReport(IAnsiConsole console)
{
    /// <summary>The table, what is not as expected with the way to reproduce it, and the summary last.</summary>
    public void Write(RunModel model, string folder)
    {
        WriteTable(model);
        foreach (var row in model.Bad) WriteBad(row, folder);
        WriteEvidence(model, folder);
        WriteNotAvailable(model);
        console.WriteLine();
        console.MarkupLine(model.Bad.Any() ? $"[red]{Markup.Escape(model.Summary)}[/]" : $"[green]{Markup.Escape(model.Summary)}[/]");
        console.WriteLine($"results: {folder}");
    }

    private void WriteTable(RunModel model)
    {
        foreach (var view in MatrixView.Of(model))
            foreach (var columns in Fitting(view)) WriteTable(view, columns);
        console.WriteLine(Mark.LegendFor(model.Rows));
    }

    /// <summary>The columns in as few groups as fit the console, an architecture apart from the other: a table that is too wide would lose its fields.</summary>
    private IEnumerable<IReadOnlyList<MatrixColumn>> Fitting(MatrixView view)
    {
        // What Spectre puts between columns, and around all of them.
        const int Gap = 3, Edges = 2;
        var first = view.Classes.SelectMany(c => c.Cases.Select(id => id.Length - c.Class.Length + 1)).Append(FirstHeader(view).Length).Max() + Gap + Edges;
        int WidthOf(MatrixColumn column)
            => view.Classes.SelectMany(c => c.Cases).Select(id => Mark.Of(view.Field(id, column)).Length).Concat(column.Heading.Select(l => l.Length)).Max() + Gap;
        var group = new List<MatrixColumn>();
        var width = first;
        foreach (var column in view.Columns)
        {
            if (group.Count > 0 && (width + WidthOf(column) > console.Profile.Width || group[0].Arch != column.Arch))
            {
                yield return group;
                (group, width) = ([], first);
            }
            group.Add(column);
            width += WidthOf(column);
        }
        yield return group;
    }

    private void WriteTable(MatrixView view, IReadOnlyList<MatrixColumn> columns)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn(Markup.Escape(FirstHeader(view)), c => c.NoWrap());
        foreach (var column in columns) table.AddColumn(Markup.Escape(string.Join('\n', column.Heading)), c => c.Centered().NoWrap());
        foreach (var (faultClass, cases) in view.Classes)
        {
            table.AddRow([new Markup($"[bold]{Markup.Escape(faultClass)}[/]"), .. columns.Select(_ => new Text(""))]);
            foreach (var id in cases)
                table.AddRow([new Text("  " + id[(faultClass.Length + 1)..]), .. columns.Select(c => new Markup(string.Join(' ', view.Field(id, c).Select(Paint))))]);
        }
        console.Write(table);
    }

    private static string FirstHeader(MatrixView view) => $"case  ({view.Runtime.Title()} {string.Join(" ", view.Releases)})";

    private static string Paint(ResultRow? row)
        => row is null ? " "
            : row.IsBad ? $"[red]{Mark.Of(row)}[/]"
            : row.IsNotAvailable || row.Symptoms.ContainsKey("clean") ? $"[grey]{Mark.Of(row)}[/]"
            : $"[green]{Mark.Of(row)}[/]";

    private void WriteBad(ResultRow row, string folder)
    {
        console.WriteLine();
        console.MarkupLine($"[red]{Markup.Escape(row.Verdict)}[/] [bold]{Markup.Escape(row.Case)}[/] {row.Runtime.Name()}{Markup.Escape(row.Release)} {row.Arch} {Markup.Escape(row.Instrument)}");
        Line("seen", BadCells.Seen(row));
        Line("expected", $"{string.Join(" | ", row.Expected)}   ({BadCells.Source(row)})");
        if (row.FirstLine is { } first) Line("says", first);
        if (row.Reason is { } reason) Line("problem", reason);
        if (row.Output is { } output) Line("output", Path.Combine(folder, output));
        if (row.Reproduce is { } command) Line("by hand", command);
    }

    private void WriteEvidence(RunModel model, string folder)
    {
        var collected = model.Rows.Count(r => r.Evidence is { Count: > 0 });
        var shown = EvidenceText.Shown(model);
        foreach (var row in shown)
        {
            console.WriteLine();
            console.MarkupLine($"evidence [bold]{Markup.Escape(row.Case)}[/] {row.Runtime.Name()}{Markup.Escape(row.Release)} {row.Arch} {Markup.Escape(row.Instrument)}");
            foreach (var (name, line) in EvidenceText.Lines(row)) EvidenceLine(name, line);
            if (row.EvidenceOutput is { } raw) EvidenceLine("raw", Path.Combine(folder, raw));
        }
        if (collected > shown.Count) console.WriteLine($"\nevidence of {collected} cells: {Path.Combine(folder, "report.md")} (shown here for at most {EvidenceText.FewCells} cells, and for those that are not as expected)");
    }

    private void EvidenceLine(string name, string line)
        => console.Profile.Out.Writer.WriteLine($"  {(name.Length > 0 ? name + ":" : ""),-13}{Hostile.ForTerminal(line).ReplaceLineEndings(" ")}");

    private void Line(string name, string text)
        => console.Profile.Out.Writer.WriteLine($"  {name + ":",-10}{Hostile.ForTerminal(text).ReplaceLineEndings("\n            ")}");

    private void WriteNotAvailable(RunModel model)
    {
        var missing = model.NotAvailable.ToList();
        if (missing.Count > 0) console.WriteLine();
        foreach (var m in missing) console.WriteLine($"n/a {m.Instrument}: {m.Reason} ({m.Cells} cells, {m.Runtime.Title()} {string.Join(" ", m.Releases)} {m.Arch})");
    }
}
