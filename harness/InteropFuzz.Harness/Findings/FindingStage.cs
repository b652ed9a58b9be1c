using System.Text.Json.Serialization;

namespace InteropFuzz.Harness.Findings;

/// <summary>How far the work on a finding is; what was broken off is gone on with.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FindingStage>))]
public enum FindingStage
{
    /// <summary>It was replayed and stored.</summary>
    [JsonStringEnumMemberName("taken")]
    Taken,

    /// <summary>Its input was minimised.</summary>
    [JsonStringEnumMemberName("minimised")]
    Minimised,

    /// <summary>Everything is done.</summary>
    [JsonStringEnumMemberName("done")]
    Done,
}

/// <summary>Whose run the output of a finding is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OutputOf>))]
public enum OutputOf
{
    /// <summary>The engine's process.</summary>
    [JsonStringEnumMemberName("engine")]
    Engine,

    /// <summary>A replay of the input alone.</summary>
    [JsonStringEnumMemberName("replay")]
    Replay,

    /// <summary>The standalone program.</summary>
    [JsonStringEnumMemberName("program")]
    Program,
}
