using System.Text.Json.Nodes;

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

    /// <summary>A part that has nothing to show.</summary>
    public static EvidencePart Nothing(string why) => new() { WhyNot = why };
}

/// <summary>All that was collected in one cell.</summary>
/// <param name="Parts">By collector, in the order of reports; those that have nothing say why.</param>
/// <param name="Raw">What it was read from: notes, samples, gdb's and the compiler's words; for the run's output folder.</param>
public sealed record CellEvidence(IReadOnlyDictionary<string, EvidencePart> Parts, string Raw)
{
    /// <summary>That of a cell for which nothing was asked.</summary>
    public static CellEvidence None { get; } = new(new Dictionary<string, EvidencePart>(), "");
}
