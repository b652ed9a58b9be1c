namespace InteropFuzz.Triage.Diagnosis;

/// <summary>A fault class that may be the cause.</summary>
/// <param name="Class">The class.</param>
/// <param name="Confidence">From 0 to 1; the candidates of a crash sum to 1 at most.</param>
/// <param name="Evidence">The lines that speak for it; never empty.</param>
public sealed record Candidate(FaultClass Class, double Confidence, IReadOnlyList<Evidence> Evidence);
