namespace InteropFuzz.Triage.Diagnosis;

/// <summary>Whose mistake it probably is.</summary>
internal static class Guilt
{
    private static readonly RuleTable s_rules = new("guilt.tsv", 2);

    /// <summary>The side that the report shows; unknown rather than a guess.</summary>
    internal static GuiltySide Of(CrashFacts facts, IReadOnlyList<Candidate> candidates) =>
        s_rules.First(facts.CluesWith(candidates)) is { } cells && GuiltySides.TryParse(cells[0], out GuiltySide side) ? side : GuiltySide.Unknown;
}
