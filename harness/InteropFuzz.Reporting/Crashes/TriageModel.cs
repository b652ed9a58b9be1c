using InteropFuzz.Triage;

namespace InteropFuzz.Reporting.Crashes;

/// <summary>One log, core file or standard input, as far as it could be read.</summary>
/// <param name="Name">Its name as the user knows it.</param>
/// <param name="Crashes">What it holds, in its order; a log without a crash has one that is clean.</param>
/// <param name="Problem">Why it could not be read; null when it could.</param>
public sealed record TriagedInput(string Name, IReadOnlyList<Crash> Crashes, string? Problem = null);

/// <summary>One crash in one input.</summary>
/// <param name="File">The input's name.</param>
/// <param name="Number">Its place among the crashes of the input, counted from 1.</param>
/// <param name="Crash">The crash.</param>
public sealed record Sighting(string File, int Number, Crash Crash)
{
    /// <summary>The line of the input that names the fault, counted from 1; 0 when no line does.</summary>
    public int Line => Crash.Primary?.Line ?? 0;

    /// <summary>Where it stands: <c>file</c> or <c>file:line</c>.</summary>
    public string Place => Line > 0 ? $"{File}:{Line}" : File;

    /// <summary>Whether there is something to report.</summary>
    public bool IsCrash => Crash.Symptom != Symptom.Clean;
}

/// <summary>What a triage found, as every format reports it.</summary>
public sealed class TriageModel
{
    private readonly Dictionary<Crash, (CrashGroup Group, double Similarity)> _groupOf = new(ReferenceEqualityComparer.Instance);

    /// <summary>Takes what was read.</summary>
    /// <param name="inputs">In the order of the report.</param>
    /// <param name="cluster">Whether crashes are put into groups of duplicates.</param>
    public TriageModel(IReadOnlyList<TriagedInput> inputs, bool cluster = false)
    {
        Inputs = inputs;
        Sightings = [.. inputs.SelectMany(i => i.Crashes.Select((c, at) => new Sighting(i.Name, at + 1, c)))];
        if (!cluster) return;
        Groups = CrashGroups.Of([.. Crashes]);
        foreach (var group in Groups)
            foreach (var variant in group.Variants)
                foreach (var sighting in variant.Sightings)
                    _groupOf[sighting.Crash] = (group, variant.Similarity);
    }

    /// <summary>Every input, the unreadable ones too.</summary>
    public IReadOnlyList<TriagedInput> Inputs { get; }

    /// <summary>Everything the inputs hold, what is clean too.</summary>
    public IReadOnlyList<Sighting> Sightings { get; }

    /// <summary>What is to be reported.</summary>
    public IEnumerable<Sighting> Crashes => Sightings.Where(s => s.IsCrash);

    /// <summary>The inputs that could not be read.</summary>
    public IEnumerable<TriagedInput> Unreadable => Inputs.Where(i => i.Problem is not null);

    /// <summary>Crashes that are the same or probably the same, the largest group first; null when nobody asked for groups.</summary>
    public IReadOnlyList<CrashGroup>? Groups { get; }

    /// <summary>The group of a crash and how alike it is to the group's first signature; null without groups.</summary>
    public (CrashGroup Group, double Similarity)? GroupOf(Sighting sighting) => _groupOf.TryGetValue(sighting.Crash, out var found) ? found : null;

    /// <summary>One line: how much was read and what came out.</summary>
    public string Summary
    {
        get
        {
            var crashes = Crashes.Sum(s => s.Crash.Times);
            var clean = Inputs.Count(i => i.Problem is null && i.Crashes.All(c => c.Symptom == Symptom.Clean));
            var parts = new List<string> { Words.Count(crashes, "crash", "crashes") + " in " + Words.Count(Crashes.Select(s => s.File).Distinct().Count(), "input") };
            if (Groups is { } groups) parts.Add(Words.Count(groups.Count, "group"));
            if (clean > 0) parts.Add($"{clean} without a crash");
            if (Unreadable.Any()) parts.Add($"{Unreadable.Count()} could not be read");
            return $"{Words.Count(Inputs.Count, "input")}: {string.Join(", ", parts)}";
        }
    }
}
