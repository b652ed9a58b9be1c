using System.Globalization;
using InteropFuzz.Harness.Findings;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Reporting.Crashes;

namespace InteropFuzz.Reporting.Findings;

/// <summary>How the parts of a finding are said in reports. Nothing is escaped yet.</summary>
internal static class FindingWords
{
    /// <summary><c>open</c>, <c>open again</c> or <c>closed</c>.</summary>
    public static string State(StoredFinding stored) => stored.State == FindingState.Closed ? "closed" : stored.CameBack ? "open again" : "open";

    /// <summary><c>2026-11-21 10:58</c>, UTC.</summary>
    public static string Time(DateTimeOffset? at) => at is { } time ? time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "-";

    /// <summary>The first function of the program itself; empty when none is known.</summary>
    public static string Function(Finding finding) => finding.Parts.Skip(1).FirstOrDefault() ?? "";

    /// <summary>How often, when first and when last.</summary>
    public static string Seen(StoredFinding stored) => $"{Words.Count((int)Math.Min(stored.Count, int.MaxValue), "time")}, first {Time(stored.First)}, last {Time(stored.Last)} UTC";

    /// <summary>What minimisation came to.</summary>
    public static string Minimised(Minimisation minimised)
        => $"{minimised.From} to {Words.Count(minimised.To, "byte")}, {Words.Count(minimised.Tried, "candidate")}{(minimised.Complete ? "" : "; tries or time ran out before it was the smallest")}";

    /// <summary>What the standalone program came to.</summary>
    public static string Program(ProgramResult program) => program.Verdict switch
    {
        ProgramVerdict.Reproduced => $"reproduced by the program: {program.Detail}",
        ProgramVerdict.NotReproduced => $"not reproduced by the program: {program.Detail}",
        _ => $"no program was tried: {program.Detail}",
    };

    /// <summary>A finding's command as it works from here: InteropFuzz's own looks in ./findings unless it is told another folder.</summary>
    /// <param name="command">The command as the finding keeps it.</param>
    /// <param name="folder">The finding's folder, from here.</param>
    public static string Command(string command, string folder)
        => command.StartsWith("interopfuzz ", StringComparison.Ordinal) && Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(folder)) is { Length: > 0 } store and not "findings"
            ? $"{command} --findings {Shell.Line([store])}" : command;

    /// <summary>What an input's replays showed.</summary>
    public static string Replays(Finding finding)
        => finding.Replays.ToString() + (finding.Replays.Others.Count > 0 ? $"; other tries showed {string.Join(", ", finding.Replays.Others.Select(o => $"{o.Key} ({o.Value})"))}" : "");

    /// <summary>The first release that shows it, and what that was compared with; null when it was not tried.</summary>
    public static string? First(Finding finding)
    {
        var tried = finding.Cells.Where(c => c.Instrument == finding.Instrument && c.Reason is null).Select(c => c.Go).ToList();
        return tried.Count == 0 ? null
            : finding.FirstRelease is not { } first ? $"on none of {string.Join(", ", tried)}"
            : first == tried[0] ? $"on Go {first}, the oldest that was tried"
            : $"on Go {first}; not on {string.Join(", ", tried.TakeWhile(t => t != first))}";
    }

    /// <summary>Cells that say the same, together: the instrument, the releases, what is shown.</summary>
    public static IEnumerable<(string Instrument, string Releases, string Shown, bool Same)> Cells(Finding finding)
        => finding.Cells.GroupBy(c => (c.Instrument, Shown: Shown(c), c.Same))
            .Select(g => (g.Key.Instrument, string.Join(", ", g.Select(c => GoVersion.TryParse(c.Go, out var go) ? go.Release : c.Go)), g.Key.Shown, g.Key.Same));

    private static string Shown(FindingCell cell)
        => cell.Reason is { } reason ? $"n/a: {reason}" : string.Join(", ", cell.Symptoms.Select(s => cell.Symptoms.Count == 1 ? s.Key : $"{s.Key} ({s.Value})"));
}
