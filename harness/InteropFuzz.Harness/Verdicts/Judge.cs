using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Verdicts;

/// <summary>Compares the symptoms of all tries of a cell with what the case expects there. Pure.</summary>
public static class Judge
{
    /// <summary>The verdict on the set of tries.</summary>
    /// <param name="expected">What each try may show.</param>
    /// <param name="seen">What each try showed; at least one.</param>
    public static VerdictKind Decide(IReadOnlyCollection<Symptom> expected, IReadOnlyCollection<Symptom> seen)
    {
        if (seen.Count == 0) throw new ArgumentException("a cell without a try has no verdict", nameof(seen));
        var hits = seen.Count(expected.Contains);
        return hits == seen.Count ? VerdictKind.Expected
            : seen.Any(s => s.Family == "build") ? VerdictKind.BuildFailed
            : hits > 0 ? VerdictKind.Flaky
            : seen.All(IsQuiet) && !expected.Any(IsQuiet) ? VerdictKind.Missed
            : VerdictKind.Unexpected;
    }

    private static bool IsQuiet(Symptom s) => s == Symptom.Clean || s == Symptom.Silent;
}
