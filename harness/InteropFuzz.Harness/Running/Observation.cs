using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Running;

/// <summary>The raw fact of one try: how it ended, what it printed, what it cost. Nobody has judged it yet.</summary>
/// <param name="Ending">How it ended.</param>
/// <param name="Output">What it printed, bounded.</param>
/// <param name="CpuSeconds">User and system time.</param>
/// <param name="OverheadSeconds">The launcher's and sandbox's share on top.</param>
/// <param name="WallSeconds">From start to end.</param>
/// <param name="PeakRssBytes">Most resident memory seen.</param>
public sealed record Observation(Ending Ending, string Output, double CpuSeconds, double OverheadSeconds, double WallSeconds, long PeakRssBytes)
{
    /// <summary>What was seen of the program from outside, in the form of <see cref="DebuggerPart"/>; null when nobody looked.</summary>
    public string? Debugger { get; init; }

    /// <summary>The observation that a launch amounts to.</summary>
    public static Observation Of(LaunchResult r) => new(r.Ending, r.Output, r.CpuUs / 1e6, r.OverheadUs / 1e6, r.WallUs / 1e6, r.PeakRssBytes);
}
