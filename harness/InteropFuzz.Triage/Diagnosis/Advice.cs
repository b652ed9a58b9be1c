namespace InteropFuzz.Triage.Diagnosis;

/// <summary>What to do next.</summary>
internal static class Advice
{
    /// <summary>The steps, the most useful first.</summary>
    internal static IReadOnlyList<NextStep> Of(CrashFacts facts, IReadOnlyList<Candidate> candidates) => [];
}
