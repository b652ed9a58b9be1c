using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Verdicts;

namespace InteropFuzz.Reporting;

/// <summary>A run as every format reports it.</summary>
/// <param name="Info">What ran where.</param>
/// <param name="Rows">Every cell, in the order of the matrix.</param>
public sealed record RunModel(RunInfo Info, IReadOnlyList<ResultRow> Rows)
{
    /// <summary>The cells that are not as expected.</summary>
    public IEnumerable<ResultRow> Bad => Rows.Where(r => r.IsBad);

    /// <summary>Why cells are n/a: a line for each runtime, architecture, instrument and reason, with how many cells of which releases.</summary>
    public IEnumerable<(ManagedRuntime Runtime, string Arch, string Instrument, string Reason, int Cells, IReadOnlyList<string> Releases)> NotAvailable
        => Rows.Where(r => r.IsNotAvailable).GroupBy(r => (r.Runtime, r.Arch, r.Instrument, r.Reason))
            .Select(g => (g.Key.Runtime, g.Key.Arch, g.Key.Instrument, g.Key.Reason ?? "", g.Count(), (IReadOnlyList<string>)[.. g.Select(r => r.Release).Distinct()]));

    /// <summary>Why cells were lost with their runner: a line for each architecture and reason, with how many cells.</summary>
    public IEnumerable<(string Arch, string Reason, int Cells)> Lost
        => Rows.Where(r => r.IsLost).GroupBy(r => (r.Arch, r.Reason)).Select(g => (g.Key.Arch, g.Key.Reason ?? "", g.Count()));

    /// <summary>One line: how many cells got each verdict, and how long it took.</summary>
    public string Summary
    {
        get
        {
            var verdicts = Rows.CountBy(r => r.Verdict).ToDictionary();
            var counts = Enum.GetValues<VerdictKind>().Select(v => v.Name()).Where(verdicts.ContainsKey).Select(v => $"{verdicts[v]} {v}");
            return $"{Rows.Count} cells: {string.Join(", ", counts)}; {Duration.Say(Info.WallS)}";
        }
    }
}
