using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Findings;

/// <summary>A finding with all that its folder says of it.</summary>
/// <param name="Finding">report.json.</param>
/// <param name="Sightings">sightings.jsonl.</param>
/// <param name="States">state.jsonl, the last change last.</param>
public sealed record StoredFinding(Finding Finding, IReadOnlyList<SightingLine> Sightings, IReadOnlyList<StateChange> States)
{
    /// <summary>Open until somebody closes it.</summary>
    public FindingState State => States.Count > 0 ? States[^1].State : FindingState.Open;

    /// <summary>Whether it was closed and was seen again.</summary>
    public bool CameBack => State == FindingState.Open && States.Any(s => s.State == FindingState.Closed);

    /// <summary>How often it was seen.</summary>
    public long Count => Sightings.Sum(s => s.Count);

    /// <summary>When first; null when no sighting is on record.</summary>
    public DateTimeOffset? First => Sightings.Count > 0 ? Sightings.Min(s => s.First) : null;

    /// <summary>When last; null when no sighting is on record.</summary>
    public DateTimeOffset? Last => Sightings.Count > 0 ? Sightings.Max(s => s.Last) : null;

    /// <summary>Reads <see cref="Output"/> and <see cref="Debugger"/>: they are large, and lists do not need them.</summary>
    public Func<(string Output, string Debugger)> Read { get; init; } = () => ("", "");

    /// <summary>artifacts/output.txt.</summary>
    public string Output => Read().Output;

    /// <summary>artifacts/debugger.txt; empty where no debugger was asked.</summary>
    public string Debugger => Read().Debugger;

    /// <summary>What triage makes of the output now, under the finding's own signature.</summary>
    public Crash Crash
    {
        get
        {
            var ending = Ending.TryParse(Finding.Ending, out var read) ? read : Ending.Unknown;
            var (output, debugger) = Read();
            var crash = debugger.Length > 0 ? CrashReader.Read(output, ending, debugger) : CrashReader.Read(output, ending);
            return crash with { Signature = new() { Id = Finding.Id, Parts = Finding.Parts } };
        }
    }
}
