using InteropFuzz.Triage.Diagnosis;

namespace InteropFuzz.Harness.Diagnosing;

/// <summary>A statement of the program, and why it may be the mistake.</summary>
/// <param name="Place">The statement.</param>
/// <param name="Weight">How much speaks for it.</param>
/// <param name="Why">What speaks for it.</param>
/// <param name="Locator">The way from the report to the statement.</param>
public sealed record Accusation(Place Place, Weight Weight, string Why, string Locator)
{
    /// <summary>
    /// Whether the report itself names the line. Else the line was found by reading the source from what the report names: a
    /// suspicion, however good.
    /// </summary>
    public bool IsNamed => Locator is "top" or "go" or "repeat" or "vet" or "race-write";
}
