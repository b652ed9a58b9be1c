using InteropFuzz.Harness.Running;

namespace InteropFuzz.Harness.Fuzzing;

/// <summary>What one fuzzing process came to.</summary>
/// <param name="Progress">Where it was at its end.</param>
/// <param name="Artifact">The input at which it ended; null when a limit ended it.</param>
/// <param name="Observation">How it ended and what it said.</param>
public sealed record FuzzRound(FuzzProgress Progress, Artifact? Artifact, Observation Observation);
