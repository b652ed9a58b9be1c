namespace InteropFuzz.Triage.Diagnosis;

/// <summary>Whose mistake it probably is.</summary>
internal static class Guilt
{
    /// <summary>The side, by the facts and the likeliest cause.</summary>
    internal static GuiltySide Of(CrashFacts facts, IReadOnlyList<Candidate> candidates) => GuiltySide.Unknown;
}
