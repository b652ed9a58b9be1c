using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Harness.Verdicts;
using InteropFuzz.Triage;
using InteropFuzz.Triage.Stacks;

namespace InteropFuzz.Harness.Campaigns;

/// <summary>Makes result rows. Pure.</summary>
public static class Rows
{
    private const int MostFrames = 8;

    /// <summary>The row of a field that stays empty.</summary>
    public static ResultRow NotAvailable(PlannedCell p) => Blank(p) with { Verdict = VerdictKind.NotAvailable.Name(), Reason = p.NotAvailable };

    /// <summary>The row of a field that no runner could run to its end.</summary>
    public static ResultRow Lost(PlannedCell p, string reason) => Blank(p) with { Verdict = VerdictKind.RunnerLost.Name(), Reason = reason };

    /// <summary>The row of a field that was tried.</summary>
    public static ResultRow Judged(PlannedCell p, IReadOnlyList<Observation> tries, IReadOnlyList<Symptom> seen, VerdictKind verdict, Crash crash, string? reason)
        => Blank(p) with
        {
            Symptoms = seen.CountBy(s => s.Name).OrderByDescending(s => s.Value).ToDictionary(s => s.Key, s => s.Value),
            Verdict = verdict.Name(),
            Reason = reason,
            FirstLine = crash.FirstLine.Length > 0 ? crash.FirstLine : null,
            Frames = Frames(crash),
            // A program that had to be killed leaves its time with the launcher.
            CpuS = tries.Sum(t => t.CpuSeconds),
            OverheadS = tries.Sum(t => t.OverheadSeconds),
            WallS = tries.Sum(t => t.WallSeconds),
            PeakRssBytes = tries.Max(t => t.PeakRssBytes),
        };

    /// <summary>The innermost frames of a crash that are the program's own, as <c>side:function</c>; null when there are none.</summary>
    private static List<string>? Frames(Crash crash)
        => crash.Frames.Where(f => f.IsUser).Take(MostFrames).Select(f => $"{FrameSides.Name(f.Side)}:{f.Function}").ToList() is { Count: > 0 } frames ? frames : null;

    /// <summary>What a resumed run looks a field up by.</summary>
    public static string Key(PlannedCell p) => Blank(p).Key;

    /// <summary>What the cells of a run cost.</summary>
    public static CellCosts Costs(IEnumerable<ResultRow> rows)
        => new(rows.Where(r => !r.IsNotAvailable && !r.IsLost).GroupBy(NameOf).ToDictionary(g => g.Key, g => Math.Round(g.Max(r => r.CpuS + r.OverheadS), 3)));

    /// <summary><see cref="CellCosts.Name"/> of the cell that the row is of.</summary>
    private static string NameOf(ResultRow row)
    {
        var release = row.Net is { } net && Version.TryParse(net, out var version) ? $"net{version.ToString(2)}" : GoVersion.TryParse(row.Go, out var go) ? $"go{go.Release}" : row.Release;
        return $"{row.Case} {release}/{row.Arch}/{row.Instrument}/{row.Runner}";
    }

    private static ResultRow Blank(PlannedCell p) => new()
    {
        Case = p.Case.Id,
        Class = FaultClasses.Name(p.Case.Class),
        Faulty = p.Case.IsFaulty,
        Go = p.Cell.Net is null ? p.Toolchain.Release : "",
        Net = p.Cell.Net is null ? null : p.Toolchain.Release,
        Arch = p.Cell.Arch.Name(),
        Instrument = p.Cell.Instrument.Name,
        Runner = p.Cell.Runner.Name(),
        Symptoms = new Dictionary<string, int>(),
        Expected = [.. p.Expectation.Symptoms.Select(s => s.Name)],
        ExpectLine = p.Expectation.Line,
        Verdict = "",
        CaseHash = p.Case.Hash,
    };
}
