using InteropFuzz.Harness.Campaigns;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace InteropFuzz.Reporting.Fuzzing;

/// <summary>How a campaign stands, as a table for a terminal.</summary>
public static class FuzzStatusTable
{
    /// <summary>How many lanes and findings are shown; a terminal has so many lines.</summary>
    private const int MostLanes = 24, MostFound = 8;

    /// <summary>The table, with a line above and findings below.</summary>
    public static IRenderable Of(FuzzStatus s)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumn("lane").AddColumn("jobs", Right).AddColumn("inputs", Right).AddColumn("/s", Right)
            .AddColumn("Go cov", Right).AddColumn("C cov", Right).AddColumn("corpus", Right).AddColumn("artifacts", Right).AddColumn("new edge", Right);
        foreach (var l in s.Lanes.Take(MostLanes))
            table.AddRow(new[]
            {
                l.Problem is null ? l.Lane : $"{l.Lane}: {l.Problem.Split('\n')[0]}", $"{l.Jobs}", FuzzStatusText.Count(l.Executions), FuzzStatusText.Count((long)l.ExecsPerS),
                FuzzStatusText.Cover(l.GoCoverage), FuzzStatusText.Cover(l.CCoverage), FuzzStatusText.Count(l.Corpus), FuzzStatusText.Count(l.Artifacts),
                FuzzStatusText.LastNew(l.LastNew is { } at ? Math.Max(0, (s.Updated - at).TotalSeconds) : null),
            }.Select(t => new Text(Hostile.ForTerminal(t), l.Problem is null ? Style.Plain : new(Color.Red))));
        List<IRenderable> rows = [Line($"{FuzzStatusText.Times(s)}   {FuzzStatusText.Count((long)s.ExecsPerS)}/s   {FuzzStatusText.Findings(s)}   disk {FuzzQuantity.Say(s.Disk.Total)} of {FuzzQuantity.Say(s.DiskLimit)}"), table];
        if (s.Lanes.Count > MostLanes) rows.Add(Line($"… and {s.Lanes.Count - MostLanes} more lanes"));
        foreach (var f in s.Found.OrderByDescending(f => f.IsNew).ThenByDescending(f => f.First).Take(MostFound))
            rows.Add(new Text(Hostile.ForTerminal($"{(f.IsNew ? "new  " : "known")} {f.Signature} {f.Symptom} ×{FuzzStatusText.Count(f.Count)}"), f.IsNew ? new(Color.Red) : new(Color.Grey)));
        return new Spectre.Console.Rows(rows);
    }

    private static void Right(TableColumn column) => column.RightAligned().NoWrap();

    private static Text Line(string text) => new(Hostile.ForTerminal(text));
}
