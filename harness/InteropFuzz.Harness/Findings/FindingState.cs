using System.Text.Json.Serialization;

namespace InteropFuzz.Harness.Findings;

/// <summary>Whether somebody still has to look at a finding.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FindingState>))]
public enum FindingState
{
    /// <summary>Yes.</summary>
    [JsonStringEnumMemberName("open")]
    Open,

    /// <summary>No; it opens again when it is seen again.</summary>
    [JsonStringEnumMemberName("closed")]
    Closed,
}

/// <summary>A line of state.jsonl; the last one counts.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="State">Since then.</param>
/// <param name="Who">A person, or InteropFuzz when the finding was seen again.</param>
/// <param name="Reason">Why.</param>
public sealed record StateChange(DateTimeOffset At, FindingState State, string Who, string Reason);

/// <summary>A line of sightings.jsonl: one sighting, or many of a target folded into one line.</summary>
/// <param name="First">When first, UTC.</param>
/// <param name="Last">When last, UTC.</param>
/// <param name="Count">How many.</param>
/// <param name="Target">What showed it.</param>
public sealed record SightingLine(DateTimeOffset First, DateTimeOffset Last, long Count, string Target);

/// <summary>What an artifact was to the store.</summary>
public enum News
{
    /// <summary>Its signature was not there.</summary>
    New,

    /// <summary>It was, and was counted.</summary>
    Known,

    /// <summary>It was, as a closed finding, which is open again.</summary>
    Reopened,
}
