using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Findings;

/// <summary>What a finding may cost, and where it is confirmed.</summary>
public sealed record FindingLimits
{
    /// <summary>How often an input is replayed at first: all alike is reproducible.</summary>
    public int Replays { get; init; } = 3;

    /// <summary>How often in all where those differ, or where nothing shows.</summary>
    public int FlakyReplays { get; init; } = 20;

    /// <summary>How long replays may take before what they showed has to do.</summary>
    public TimeSpan ReplayTime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How many processes minimisation may start.</summary>
    public int MinimiseRuns { get; init; } = 5000;

    /// <summary>How long it may take.</summary>
    public TimeSpan MinimiseTime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How many other faults met on the way become findings of their own.</summary>
    public int MostSlips { get; init; } = 8;

    /// <summary>How often a finding that shows every time is tried in another cell, where it may not.</summary>
    public int ConfirmTries { get; init; } = 3;

    /// <summary>How often a flaky one is.</summary>
    public int FlakyConfirmTries { get; init; } = 10;

    /// <summary>How often a finding is tried in a cell.</summary>
    public int CellTries(Finding finding) => finding.Replays.IsReproducible ? ConfirmTries : FlakyConfirmTries;

    /// <summary>How long confirmation in other cells may take.</summary>
    public TimeSpan ConfirmTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The Go releases of that, besides the finding's own.</summary>
    public IReadOnlyList<GoToolchain> Toolchains { get; init; } = [];

    /// <summary>The instruments of that, besides the finding's own.</summary>
    public IReadOnlyList<IInstrument> Instruments { get; init; } = [.. InstrumentCatalog.All.Where(i => i.IsDefault)];
}
