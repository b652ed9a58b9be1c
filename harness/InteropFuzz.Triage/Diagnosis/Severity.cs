namespace InteropFuzz.Triage.Diagnosis;

/// <summary>How bad a crash is, and why.</summary>
/// <param name="Level">The level.</param>
/// <param name="Reason">One plain sentence in a security engineer's words.</param>
public sealed record Severity(SeverityLevel Level, string Reason)
{
    /// <summary>Nothing is known that would be bad.</summary>
    public static Severity None { get; } = new(SeverityLevel.None, "no fault was seen");
}
