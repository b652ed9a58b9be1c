namespace InteropFuzz.Triage.Diagnosis;

/// <summary>What to do next.</summary>
/// <param name="Instrument">The instrument that would show the fault better, by its name, or null when the step is not an instrument.</param>
/// <param name="Text">What to do and why, one sentence.</param>
public sealed record NextStep(string? Instrument, string Text);
