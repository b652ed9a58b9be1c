namespace InteropFuzz.Triage.Diagnosis;

/// <summary>Which fault classes may be the cause.</summary>
internal static class Ranking
{
    /// <summary>The candidates, the likeliest first; empty when nothing speaks for any.</summary>
    internal static IReadOnlyList<Candidate> Rank(CrashFacts facts) => [];
}
