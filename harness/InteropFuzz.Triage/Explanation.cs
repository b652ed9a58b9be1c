using InteropFuzz.Triage.Diagnosis;

namespace InteropFuzz.Triage;

/// <summary>What there is to say about a symptom or about a line that some runtime printed.</summary>
public sealed record Explanation
{
    private const int MaxSuggestions = 5;
    private const double LeastLikeness = 0.4;

    private static readonly Lazy<List<(string Pattern, string Text, string Fix)>> s_texts =
        new(() => [.. Table.Rows("explanations.tsv", 3).Select(row => (row[0], row[1], row[2]))]);

    /// <summary>The symptom.</summary>
    public required Symptom Symptom { get; init; }

    /// <summary>The text of the Go runtime that was asked for, with the places where it is raised; null when a symptom was.</summary>
    public RuntimeText? RuntimeText { get; init; }

    /// <summary>One line: what was seen.</summary>
    public required string Meaning { get; init; }

    /// <summary>A few sentences: how it comes about.</summary>
    public required string Text { get; init; }

    /// <summary>What cures it, one sentence.</summary>
    public required string Fix { get; init; }

    /// <summary>The fault classes that are the usual causes, the likeliest first.</summary>
    public required IReadOnlyList<Cause> Causes { get; init; }

    /// <summary>What to do next, the most useful first.</summary>
    public required IReadOnlyList<NextStep> Next { get; init; }

    /// <summary>Whether a Go program could go on after it; null where the question does not arise.</summary>
    public bool? Recoverable => SymptomCatalog.Find(Symptom).Recoverable;

    /// <summary>Explains a symptom.</summary>
    /// <param name="symptom">Any symptom.</param>
    public static Explanation Of(Symptom symptom)
    {
        CrashFacts facts = new(new ReportText(""), 0, 0, symptom, null, [], []);
        IReadOnlyList<Candidate> candidates = Ranking.Rank(facts);
        (_, string text, string fix) = s_texts.Value
            .Where(row => row.Pattern.EndsWith('*') ? symptom.Name.StartsWith(row.Pattern[..^1], StringComparison.Ordinal) : row.Pattern == symptom.Name)
            .OrderByDescending(row => row.Pattern.Length)
            .FirstOrDefault();
        return new Explanation
        {
            Symptom = symptom,
            Meaning = SymptomCatalog.Find(symptom).Meaning,
            Text = text ?? "",
            Fix = fix ?? "",
            Causes = [.. candidates.Select(Cause.Of)],
            Next = Advice.Of(facts, candidates),
        };
    }

    /// <summary>Explains a symptom's name, its last part, or a line that was printed by a runtime, a sanitizer or the C library.</summary>
    /// <param name="what">For example <c>asan/bad-free</c>, <c>bad-free</c> or <c>fatal error: found bad pointer in Go heap</c>.</param>
    /// <returns>The explanation, or null when nothing is known; <see cref="Suggest"/> then has what is near.</returns>
    public static Explanation? Find(string what)
    {
        ArgumentNullException.ThrowIfNull(what);
        string asked = what.Trim();
        if (Symptom.TryParse(asked, out Symptom named))
        {
            return Of(named);
        }

        foreach (string line in asked.Split('\n'))
        {
            if (RuntimeTexts.Find(line) is { } text)
            {
                return Of(text.Symptom ?? Symptom.Unknown) with { RuntimeText = text };
            }
        }

        Symptom read = CrashReader.Read(asked, Ending.Unknown).Symptom;
        if (read != Symptom.Unknown && read != Symptom.Clean && read.Name != "go-panic/user")
        {
            return Of(read);
        }

        // Of several families that have such a symptom the first of the catalog is asked for most.
        string ending = "/" + asked;
        if (SymptomCatalog.All.FirstOrDefault(info => info.Symptom.Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) is { } same)
        {
            return Of(same.Symptom);
        }

        return Signals.IsName(asked) ? Of(Symptom.Parse("signal/in-c/" + asked)) : read.Name == "go-panic/user" ? Of(read) : null;
    }

    /// <summary>Names of symptoms and texts that are near to what was asked for, the nearest first; at most five.</summary>
    /// <param name="what">What <see cref="Find"/> does not know.</param>
    public static IReadOnlyList<string> Suggest(string what)
    {
        ArgumentNullException.ThrowIfNull(what);
        string asked = what.Trim();
        IEnumerable<string> names = SymptomCatalog.All.Select(info => info.Symptom.Name);
        IEnumerable<string> texts = RuntimeTexts.All.Where(text => text.Kind != RuntimeTextKind.Note).Select(text => text.Text);
        return
        [
            .. names.Concat(texts).Distinct()
                .Select(name => (Name: name, Likeness: Likeness.Of(asked, name)))
                .Where(each => each.Likeness > LeastLikeness)
                .OrderByDescending(each => each.Likeness)
                .Take(MaxSuggestions)
                .Select(each => each.Name),
        ];
    }
}
