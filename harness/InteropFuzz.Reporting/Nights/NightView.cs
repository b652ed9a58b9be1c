using System.Globalization;
using InteropFuzz.Harness.Nights;
using InteropFuzz.Reporting.Fuzzing;

namespace InteropFuzz.Reporting.Nights;

/// <summary>A night's comparison as titled tables of plain text: what every format shows.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">The rows.</param>
public sealed record NightSection(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>What a night's report says, before it has a format.</summary>
public static class NightView
{
    private static readonly string[] s_cells = ["field", "tonight", "expected", "last night", "says"];
    private static readonly string[] s_findings = ["signature", "symptom", "target", "times", "kept in"];

    /// <summary>The report's title.</summary>
    public static string Title(NightComparison c) => $"InteropFuzz night {c.Now.Name}";

    /// <summary>One line: whether there is something new.</summary>
    public static string Verdict(NightComparison c)
        => c.HasNews ? $"New: {Words(c.NewCells.Count, "field")} of the matrix and {Words(c.NewFindings.Count, "finding")}" : "Nothing new";

    /// <summary>What was done, on what, and what it is compared with.</summary>
    public static IReadOnlyList<string> Facts(NightComparison c)
    {
        var now = c.Now;
        List<string> facts =
        [
            $"Began {now.Started.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC, took {Duration.Say(now.WallS)}; {now.Cpu}, {Words(now.Cores, "core")}{(now.GitCommit is { } commit ? $"; cases at {commit}" : "")}",
            c.Last is null ? "There is no night before to compare with: all that is not as expected counts as new" : $"Compared with {c.Last.Name}",
            $"Matrix: {now.Cells.Count} fields tried of {now.Planned}, {now.Cells.Count(f => f.IsBad)} not as expected",
            $"Campaign: {Words(now.Lanes.Count, "lane")}, {FuzzStatusText.Count(now.Lanes.Sum(l => l.Executions))} inputs, {Words(now.Findings.Count, "finding")}",
        ];
        if (c.Last is not null)
            facts.Add(c.Pace is { } pace ? string.Create(CultureInfo.InvariantCulture, $"Pace: the middle field took {pace:F2} times the processor time of last night; 'slower' is beyond that") : "Too few fields of both nights to tell what is slower");
        facts.AddRange(now.Problems.Select(p => $"Problem: {p}"));
        return facts;
    }

    /// <summary>All sections that have something to say, the most pressing first.</summary>
    public static IReadOnlyList<NightSection> Sections(NightComparison c) =>
    [
        .. new NightSection[]
        {
            new("New findings", s_findings, [.. c.NewFindings.Select(Finding)]),
            new("New in the matrix", s_cells, [.. c.NewCells.Select(Cell)]),
            new("Gone", s_cells, [.. c.GoneCells.Select(Cell)]),
            new("Findings that did not come tonight", s_findings, [.. c.GoneFindings.Select(Finding)]),
            new("Flakier", s_cells, [.. c.FlakierCells.Select(Cell)]),
            new("Findings that show less often", ["signature", "symptom", "replays last night", "replays tonight"], [.. c.FlakierFindings.Select(f => (string[])[f.Now.Signature, f.Now.Symptom, Percent(f.Then.Rate), Percent(f.Now.Rate)])]),
            new("Slower", ["field", "last night", "tonight", "beyond the pace"], [.. c.SlowerCells.Select(s => (string[])[s.Now!.Cell, Duration.Say(s.ThenPerTry), Duration.Say(s.NowPerTry), Times(s.Ratio)])]),
            new("Slower lanes", ["lane", "inputs a CPU second last night", "tonight", "beyond the pace"], [.. c.SlowerLanes.Select(s => (string[])[s.Now.Lane, Rate(s.Then), Rate(s.Now), Times(s.Ratio)])]),
            new("Known findings that came again", s_findings, [.. c.KnownFindings.Select(Finding)]),
            new("Known and still not as expected", s_cells, [.. c.KnownCells.Select(Cell)]),
            new("Lanes", ["lane", "inputs", "a CPU second", "Go coverage", "C coverage", "corpus"], [.. c.Now.Lanes.Select(l => (string[])[l.Lane, FuzzStatusText.Count(l.Executions), Rate(l), FuzzStatusText.Cover(l.GoCoverage), FuzzStatusText.Cover(l.CCoverage), FuzzStatusText.Count(l.Corpus)])]),
        }.Where(s => s.Rows.Count > 0),
    ];

    private static string[] Cell(CellChange change)
    {
        var cell = change.Now ?? change.Then!;
        return [cell.Cell, Seen(change.Now), string.Join(" | ", cell.Expected), Seen(change.Then), cell.FirstLine ?? ""];
    }

    private static string Seen(NightCell? cell)
        => cell is null ? "not tried" : $"{cell.Verdict}: {string.Join(", ", cell.Symptoms.OrderByDescending(s => s.Value).Select(s => cell.Tries > 1 ? $"{s.Value}× {s.Key}" : s.Key))}";

    private static string[] Finding(NightFinding f) => [f.Signature, f.Symptom, f.Target, FuzzStatusText.Count(f.Count), f.Folder ?? ""];

    private static string Rate(NightLane lane) => lane.Rate is { } rate ? FuzzStatusText.Count((long)rate) : "–";

    private static string Times(double ratio) => string.Create(CultureInfo.InvariantCulture, $"{ratio:F1} times");

    private static string Percent(double? rate) => rate is { } r ? string.Create(CultureInfo.InvariantCulture, $"{100 * r:F0} %") : "–";

    private static string Words(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
