namespace InteropFuzz.Triage;

/// <summary>What a text and an ending say together.</summary>
public sealed record Crash
{
    /// <summary>The one symptom that stands for all: see <see cref="CrashReader"/> for the order.</summary>
    public required Symptom Symptom { get; init; }

    /// <summary>Every report found, in the order of the text; empty when the text holds none.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>
    /// The line that names the fault. For <see cref="Symptom.Unknown"/> the first lines of what was not understood;
    /// empty when the text has nothing to show (an exit code, a bare signal).
    /// </summary>
    public required string FirstLine { get; init; }

    /// <summary>Whether a Go program could have gone on after it; null where the question does not arise.</summary>
    public bool? Recoverable => SymptomCatalog.Find(Symptom).Recoverable;
}
