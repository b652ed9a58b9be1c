namespace InteropFuzz.Harness.Claims;

/// <summary>A sentence of an article that an experiment can answer.</summary>
public sealed record Claim
{
    /// <summary>Its id, such as <c>S2-06w</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The articles that say it, such as <c>002</c> or <c>002/004</c>.</summary>
    public required string Seed { get; init; }

    /// <summary>What answers it.</summary>
    public required ClaimKind Kind { get; init; }

    /// <summary>What is claimed.</summary>
    public required string Text { get; init; }

    /// <summary>What is true instead, in one sentence; null where the claim holds.</summary>
    public string? Truth { get; init; }

    /// <summary>What one would see if the claim held, for claims that cases answer.</summary>
    public IReadOnlyList<Prediction> Predictions { get; init; } = [];

    /// <summary>Its line in the table, counted from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The line of its truth; that of the claim where there is none.</summary>
    public required int TruthLine { get; init; }
}

/// <summary>What answers a claim.</summary>
public enum ClaimKind
{
    /// <summary>A fault: cases, under instruments.</summary>
    Fault,

    /// <summary>What tools and the runtime's own figures show: an experiment in <see cref="Experiments.FolderName"/>.</summary>
    Observability,
}
