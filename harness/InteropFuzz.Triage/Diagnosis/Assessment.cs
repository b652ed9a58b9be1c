namespace InteropFuzz.Triage.Diagnosis;

/// <summary>How bad a crash is.</summary>
internal static class Assessment
{
    private static readonly RuleTable s_rules = new("severity.tsv", 3);

    /// <summary>The severity with its reason.</summary>
    internal static Severity Of(CrashFacts facts) =>
        s_rules.First(facts.Clues) is { } cells && Enum.TryParse(cells[0], ignoreCase: true, out SeverityLevel level) ? new Severity(level, cells[1]) : Severity.None;
}
