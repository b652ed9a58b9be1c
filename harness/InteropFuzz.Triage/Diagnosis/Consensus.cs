namespace InteropFuzz.Triage.Diagnosis;

/// <summary>What several reports on one program say together. Pure.</summary>
/// <param name="Classes">Fault classes, the likeliest first, with evidence from all reports; a thing that several say counts once.</param>
/// <param name="Guilty">Whose mistake it probably is.</param>
public sealed record Consensus(IReadOnlyList<Candidate> Classes, GuiltySide Guilty)
{
    private static readonly RuleTable s_guilt = new("guilt.tsv", 2);

    /// <summary>Ranks reports together.</summary>
    /// <param name="reports">Who reports, and what; those that count most first: of two lines that say the same the first is shown.</param>
    public static Consensus Of(IReadOnlyList<(string Source, Crash Crash)> reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        Clues all = new();
        foreach ((string source, Crash crash) in reports)
        {
            if (crash.Clues is { } clues)
            {
                all.AddAll(clues, source);
            }
        }

        GuiltySide guilty = s_guilt.First(all) is { } cells && GuiltySides.TryParse(cells[0], out GuiltySide side) ? side : GuiltySide.Unknown;
        return new(Ranking.Rank(all), guilty);
    }
}
