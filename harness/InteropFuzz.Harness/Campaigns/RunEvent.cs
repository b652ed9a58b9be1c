using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Evidence;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Campaigns;

/// <summary>What happens in a run, in the order it happens.</summary>
public abstract record RunEvent;

/// <summary>A build begins.</summary>
public sealed record BuildStarted(BuildUnit Unit) : RunEvent;

/// <summary>A unit is there, built now or before.</summary>
public sealed record BuildFinished(BuiltUnit Built) : RunEvent;

/// <summary>The first try of a cell begins.</summary>
public sealed record CellStarted(PlannedCell Planned) : RunEvent;

/// <summary>A cell has its verdict.</summary>
/// <param name="Planned">The field of the matrix.</param>
/// <param name="Row">Its result, without the place of its output.</param>
/// <param name="Crash">What triage made of the try that matters most; null for n/a.</param>
/// <param name="Output">That try's raw output, and behind it what gdb said of a crash in C.</param>
public sealed record CellFinished(PlannedCell Planned, ResultRow Row, Crash? Crash, string Output) : RunEvent
{
    /// <summary>What collectors found; empty when none were asked for.</summary>
    public CellEvidence Evidence { get; init; } = CellEvidence.None;
}
