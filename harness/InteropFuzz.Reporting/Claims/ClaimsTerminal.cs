using InteropFuzz.Harness.Claims;
using Spectre.Console;

namespace InteropFuzz.Reporting.Claims;

/// <summary>The ledger on a terminal.</summary>
/// <param name="console">Where it goes.</param>
public sealed class ClaimsTerminal(IAnsiConsole console)
{
    /// <summary>A line for each claim, and how many have which verdict.</summary>
    public void Write(IReadOnlyList<LedgerRow> rows)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        foreach (var row in rows) grid.AddRow(new Text(row.Claim.Id), Verdict(row), Safe(row.Statement));
        console.Write(grid);
        console.WriteLine();
        console.WriteLine($"{rows.Count} {(rows.Count == 1 ? "claim" : "claims")}: {string.Join(", ", rows.CountBy(r => r.Verdict ?? "not measured").OrderByDescending(v => v.Value).Select(v => $"{v.Value} {v.Key}"))}");
    }

    /// <summary>Everything about a few claims.</summary>
    public void WriteWhole(IReadOnlyList<LedgerRow> rows)
    {
        foreach (var row in rows)
        {
            console.Write(new Columns(new Text(row.Claim.Id, new Style(decoration: Decoration.Bold)), Verdict(row)) { Expand = false });
            var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(2)).AddColumn();
            grid.AddRow(new Text("article"), new Text(row.Claim.Seed));
            grid.AddRow(new Text("claim"), Safe(row.Claim.Text));
            if (row.Outcome is not Outcome.Holds) grid.AddRow(new Text("true is"), Safe(row.Statement));
            foreach (var f in row.Findings)
            {
                grid.AddRow(new Text(Evidence.Say(f.Outcome)), Safe(f.Part.Length > 0 ? f.Part : f.Reason ?? ""));
                grid.AddRow(new Text(""), Safe(string.Join(", ", new[] { f.Source, Evidence.Cells(f), f.Part.Length > 0 ? f.Reason ?? "" : "" }.Where(w => w.Length > 0))));
                foreach (var (releases, line) in Evidence.FirstLines(f)) grid.AddRow(new Text(""), Safe($"Go {releases}: {line}"));
            }
            console.Write(grid);
            console.WriteLine();
        }
    }

    private static Text Safe(string text) => new(Hostile.ForTerminal(text));

    private static Text Verdict(LedgerRow row) => new(row.Verdict ?? "not measured", new Style(row.Verdict switch
    {
        "confirmed" => Color.Green,
        "refuted" => Color.Red,
        "partly" => Color.Yellow,
        null => Color.Fuchsia,
        _ => Color.Grey,
    }));
}
