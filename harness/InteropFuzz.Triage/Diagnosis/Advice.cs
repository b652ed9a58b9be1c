namespace InteropFuzz.Triage.Diagnosis;

/// <summary>What to do next.</summary>
internal static class Advice
{
    private const int MaxSteps = 6;

    private static readonly RuleTable s_rules = new("next-steps.tsv", 3);

    /// <summary>The steps, the most useful first; an instrument stands for one step only.</summary>
    internal static IReadOnlyList<NextStep> Of(CrashFacts facts, IReadOnlyList<Candidate> candidates)
    {
        Clues clues = facts.CluesWith(candidates);
        List<NextStep> steps = Steps(clues);
        if (steps.Count == 0)
        {
            clues.Add("otherwise", 0, "");
            steps = Steps(clues);
        }

        return steps;
    }

    private static List<NextStep> Steps(Clues clues) =>
    [
        .. s_rules.All(clues)
            .Select(cells => new NextStep(cells[0] == "-" ? null : cells[0], cells[1]))
            .DistinctBy(step => step.Instrument ?? step.Text)
            .Take(MaxSteps),
    ];
}
