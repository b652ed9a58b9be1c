namespace InteropFuzz.Harness.Checking.Baselines;

/// <summary>Findings that are known and do not fail the build. Names are those of the JSON, in snake case.</summary>
public sealed record Baseline
{
    /// <summary>The version that this reads and writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>A baseline without findings.</summary>
    public static Baseline None { get; } = new() { Version = CurrentVersion, Findings = [] };

    /// <summary>The version of the form.</summary>
    public required int Version { get; init; }

    /// <summary>The findings, in the order of symptom, place and signature.</summary>
    public required IReadOnlyList<BaselineEntry> Findings { get; init; }

    /// <summary>A baseline of these findings in its stable order.</summary>
    public static Baseline Of(IEnumerable<BaselineEntry> findings) => None with
    {
        Findings = [.. findings.OrderBy(f => f.Symptom, StringComparer.Ordinal).ThenBy(f => f.Where, StringComparer.Ordinal).ThenBy(f => f.Signature, StringComparer.Ordinal)],
    };
}
