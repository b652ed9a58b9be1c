using System.Globalization;
using InteropFuzz.Harness.Campaigns;

namespace InteropFuzz.Reporting.Fuzzing;

/// <summary>How a campaign stands, as lines of plain text.</summary>
public static class FuzzStatusText
{
    /// <summary>One line, for where there is no terminal.</summary>
    public static string Line(FuzzStatus s)
        => $"{Times(s)}  {Count(s.Executions)} inputs ({Count((long)s.ExecsPerS)}/s)  {Coverage(s)}  corpus {Count(Corpus(s))}  {Findings(s)}  last new edge {LastNew(s.SinceLastNewS)}";

    /// <summary>What it is doing, and how long it has fuzzed of how long.</summary>
    public static string Times(FuzzStatus s)
        => s.State == FuzzState.Building ? $"building, {s.Lanes.Count(l => l.Built)} of {s.Lanes.Count} done" : $"{(s.State == FuzzState.Ended ? $"ended ({s.EndedBy})" : s.State.ToString().ToLowerInvariant())} {Duration.Say(s.ElapsedS)}{(s.TimeS is { } all ? $" of {Duration.Say(all)}" : "")}";

    /// <summary>How many findings, artifacts that wait, and which one is worked on.</summary>
    public static string Findings(FuzzStatus s)
        => $"findings {s.FindingsNew} new, {s.FindingsKnown} known{(s.Pending > 0 ? $", {s.Pending} waiting" : "")}{(s.Triaging is { } now ? $" (triaging {now})" : "")}";

    /// <summary>How long ago.</summary>
    public static string LastNew(double? seconds) => seconds is { } since ? $"{Duration.Say(since)} ago" : "none yet";

    /// <summary>Covered counters of both languages, all lanes of a target counted once.</summary>
    private static string Coverage(FuzzStatus s)
    {
        var targets = s.Lanes.GroupBy(l => l.Target).ToList();
        return $"coverage Go {Cover(Sum(targets, l => l.GoCoverage))}, C {Cover(Sum(targets, l => l.CCoverage))}";
    }

    private static int? Sum(IEnumerable<IEnumerable<FuzzLaneStatus>> targets, Func<FuzzLaneStatus, int?> of)
        => targets.Select(t => t.Max(of)).Where(c => c is not null).ToList() is { Count: > 0 } known ? known.Sum() : null;

    /// <summary>A coverage, or a dash where the engine does not tell.</summary>
    public static string Cover(int? counters) => counters is { } c ? Count(c) : "–";

    /// <summary>Inputs of all corpora.</summary>
    private static long Corpus(FuzzStatus s) => s.Lanes.GroupBy(l => l.Target).Sum(t => (long)t.Max(l => l.Corpus));

    /// <summary>A number with its thousands apart.</summary>
    public static string Count(long n) => n.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The end of a session: lanes, findings, costs.</summary>
    public static IEnumerable<string> Summary(FuzzStatus s, string folder)
    {
        foreach (var l in s.Lanes)
            yield return l.Problem is { } problem
                ? $"{l.Lane}: not fuzzed: {problem}"
                : $"{l.Lane}: {Count(l.Executions)} inputs{(l.CpuS > 0 ? $" ({Count((long)(l.CpuExecutions / l.CpuS))} a CPU second)" : "")}, coverage Go {Cover(l.GoCoverage)}, C {Cover(l.CCoverage)}, corpus {Count(l.Corpus)}";
        yield return $"{Findings(s)}, in {Count(s.Artifacts)} artifacts";
        foreach (var f in s.Found.OrderByDescending(f => f.IsNew).ThenBy(f => f.First))
            yield return $"  {(f.IsNew ? "new  " : "known")}  {f.Signature}  {f.Symptom}  in {f.Target}, {Count(f.Count)} {(f.Count == 1 ? "time" : "times")}{(f.Folder is { } at ? $"  {at}" : "")}";
        yield return $"disk {s.Disk} of {FuzzQuantity.Say(s.DiskLimit)}";
        if (s.Overhead is { } overhead)
            yield return string.Create(CultureInfo.InvariantCulture, $"CPU: programs {s.ProgramsCpuS:F1} s, harness {s.HarnessCpuS:F1} s ({100 * overhead:F1} %)");
        yield return $"{Times(s)}: {folder}";
        if (s.State == FuzzState.Ended && CanGoOn(s)) yield return GoOn(folder);
    }

    /// <summary>Whether a session more has something to do.</summary>
    public static bool CanGoOn(FuzzStatus s) => s.Pending > 0 || s.Unfinished;

    /// <summary>How to go on with a campaign.</summary>
    public static string GoOn(string folder) => $"go on with: interopfuzz campaign resume {folder}";
}
