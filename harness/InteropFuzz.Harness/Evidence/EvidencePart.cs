using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace InteropFuzz.Harness.Evidence;

/// <summary>What one collector found in one cell. Its text comes from a program and is as hostile as that.</summary>
public sealed record EvidencePart
{
    /// <summary>The figures in plain words, a line each; empty when there are none.</summary>
    public IReadOnlyList<string> Says { get; init; } = [];

    /// <summary>The same and more for machines; names in snake case, bytes and microseconds unless the name says otherwise.</summary>
    public JsonObject? Figures { get; init; }

    /// <summary>Why there is nothing; null when there is.</summary>
    public string? WhyNot { get; init; }

    /// <summary>What it was read from, for the run's output folder; empty when there is no more than <see cref="Says"/>.</summary>
    [JsonIgnore]
    public string Raw { get; init; } = "";

    /// <summary>A part that has nothing to show.</summary>
    public static EvidencePart Nothing(string why) => new() { WhyNot = why };
}
