using InteropFuzz.Harness.Storage;

namespace InteropFuzz.Reporting;

/// <summary>A run as every format reports it.</summary>
/// <param name="Info">What ran where.</param>
/// <param name="Rows">Every cell, in the order of the matrix.</param>
public sealed record RunModel(RunInfo Info, IReadOnlyList<ResultRow> Rows)
{
    /// <summary>How many cells got each verdict.</summary>
    public IReadOnlyDictionary<string, int> Verdicts => Rows.CountBy(r => r.Verdict).ToDictionary(v => v.Key, v => v.Value);

    /// <summary>The cells that are not as expected.</summary>
    public IEnumerable<ResultRow> Bad => Rows.Where(r => r.Verdict is not ("expected" or "n/a"));

    /// <summary>One line: how many cells got each verdict, and how long it took.</summary>
    public string Summary
    {
        get
        {
            string[] order = ["expected", "unexpected", "flaky", "missed", "build-failed", "n/a"];
            var verdicts = Verdicts;
            var counts = order.Where(verdicts.ContainsKey).Select(v => $"{verdicts[v]} {v}");
            return $"{Rows.Count} cells: {string.Join(", ", counts)}; {Duration.Say(Info.WallS)}";
        }
    }
}
