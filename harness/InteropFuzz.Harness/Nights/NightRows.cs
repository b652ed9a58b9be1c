using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Nights;

/// <summary>Turns what a run and a campaign left into a night. Pure.</summary>
public static class NightRows
{
    /// <summary>The fields of a run that were tried.</summary>
    public static IReadOnlyList<NightCell> Cells(IEnumerable<ResultRow> rows)
        => [.. rows.Where(r => !r.IsNotAvailable && !r.IsLost).Select(r => new NightCell(NameOf(r), r.Verdict, r.IsBad, r.Symptoms, r.Expected, r.CpuS, r.FirstLine))];

    /// <summary>The campaign's lanes.</summary>
    public static IReadOnlyList<NightLane> Lanes(FuzzStatus status)
        => [.. status.Lanes.Where(l => l.Problem is null).Select(l => new NightLane(l.Lane, l.CpuExecutions, l.CpuS, l.GoCoverage, l.CCoverage, l.Corpus))];

    /// <summary>The campaign's findings.</summary>
    public static IReadOnlyList<NightFinding> Findings(FuzzStatus status)
        => [.. status.Found.Select(f => new NightFinding(f.Signature, f.Symptom, f.Target, f.IsNew, f.Count, f.Rate, f.Folder))];

    /// <summary>A patch release must not make every field a new one.</summary>
    private static string NameOf(ResultRow r)
        => $"{r.Case} {r.Runtime.Name()}{(GoVersion.TryParse(r.Release, out var go) ? go.Release : r.Release)} {r.Arch} {r.Instrument} {r.Runner}";
}
