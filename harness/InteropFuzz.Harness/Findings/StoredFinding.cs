using System.Text.Json.Serialization;
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

    /// <summary>artifacts/output.txt.</summary>
    public string Output { get; init; } = "";

    /// <summary>artifacts/debugger.txt; empty where no debugger was asked.</summary>
    public string Debugger { get; init; } = "";

    /// <summary>What triage makes of the output now, under the finding's own signature.</summary>
    [JsonIgnore]
    public Crash Crash
    {
        get
        {
            var ending = Ending.TryParse(Finding.Ending, out var read) ? read : Ending.Unknown;
            return (Debugger.Length > 0 ? CrashReader.Read(Output, ending, Debugger) : CrashReader.Read(Output, ending)) with { Signature = new() { Id = Finding.Id, Parts = Finding.Parts } };
        }
    }
}
