using InteropFuzz.Triage;
using InteropFuzz.Triage.Diagnosis;
using InteropFuzz.Triage.Stacks;

namespace InteropFuzz.Reporting.Crashes;

/// <summary>Crashes with one and the same signature.</summary>
/// <param name="Signature">Their signature.</param>
/// <param name="Similarity">How alike it is to the first signature of its group: 1 for that itself.</param>
/// <param name="Sightings">The crashes.</param>
public sealed record CrashVariant(Signature Signature, double Similarity, IReadOnlyList<Sighting> Sightings)
{
    /// <summary>How often it was met.</summary>
    public int Count { get; } = Sightings.Sum(s => s.Crash.Times);
}

/// <summary>Crashes that are the same, and those that are probably the same.</summary>
/// <param name="Variants">The group's own signature first, then those like it, the likest first.</param>
public sealed record CrashGroup(IReadOnlyList<CrashVariant> Variants)
{
    /// <summary>The group's name: its first signature.</summary>
    public string Id => CrashGroups.Key(Variants[0].Signature);

    /// <summary>How often its crashes were met.</summary>
    public int Count { get; } = Variants.Sum(v => v.Count);

    /// <summary>Every crash of it, those of the first signature first.</summary>
    public IEnumerable<Sighting> Sightings => Variants.SelectMany(v => v.Sightings);

    /// <summary>The crash to look at first.</summary>
    public Sighting First => Variants[0].Sightings[0];

    /// <summary>The inputs it was met in.</summary>
    public IReadOnlyList<string> Files { get; } = [.. Variants.SelectMany(v => v.Sightings).Select(s => s.File).Distinct()];

    /// <summary>The frame that matters in the first of its crashes that has one.</summary>
    public Frame? Frame => Sightings.Select(s => s.Crash.Frame).FirstOrDefault(f => f is not null);

    /// <summary>The worst of its severities.</summary>
    public Severity Severity { get; } = Variants.SelectMany(v => v.Sightings).Select(s => s.Crash.Severity).MaxBy(s => s.Level)!;
}

/// <summary>
/// Groups crashes by signature, then by likeness. A signature joins a group only when it is like the group's first, which is the
/// most frequent one: chains, where each link is like the next but the ends have nothing in common, cannot form.
/// </summary>
public static class CrashGroups
{
    /// <summary>How many groups a signature is compared with at most: those that share its rarest functions.</summary>
    private const int MostCompared = 200;

    /// <summary>The groups, the largest first; equally large ones by their first crash.</summary>
    /// <param name="crashes">The crashes.</param>
    /// <param name="alike">How alike two signatures are, from 0 to 1; <see cref="Signature.SimilarityTo"/> unless told.</param>
    public static IReadOnlyList<CrashGroup> Of(IReadOnlyList<Sighting> crashes, Func<Signature, Signature, double>? alike = null)
    {
        alike ??= (a, b) => a.SimilarityTo(b);
        var same = crashes.GroupBy(s => Key(s.Crash.Signature)).Select(g => new CrashVariant(g.First().Crash.Signature, 1, [.. g])).OrderByDescending(v => v.Count);
        var groups = new List<List<CrashVariant>>();
        var byFunction = new Dictionary<string, List<int>>();
        foreach (var variant in same)
        {
            var (best, likeness) = (-1, Signature.ProbablySame);
            foreach (var at in Candidates(variant.Signature, byFunction))
                if (alike(groups[at][0].Signature, variant.Signature) is var s && (s > likeness || (best < 0 && s >= likeness))) (best, likeness) = (at, s);
            if (best >= 0)
            {
                groups[best].Add(variant with { Similarity = likeness });
                continue;
            }
            foreach (var function in Functions(variant.Signature))
            {
                if (!byFunction.TryGetValue(function, out var list)) byFunction.Add(function, list = []);
                list.Add(groups.Count);
            }
            groups.Add([variant]);
        }
        return [.. groups.Select(g => new CrashGroup([.. g.OrderByDescending(v => v.Similarity)])).OrderByDescending(g => g.Count)];
    }

    /// <summary>What equal crashes have in common.</summary>
    internal static string Key(Signature signature) => signature.Id.Length > 0 ? signature.Id : string.Join(' ', signature.Parts);

    private static IEnumerable<int> Candidates(Signature signature, Dictionary<string, List<int>> byFunction)
    {
        // What stands in few groups tells more than main.main, which stands in most.
        var lists = Functions(signature).Select(f => byFunction.GetValueOrDefault(f)).OfType<List<int>>().OrderBy(l => l.Count);
        return lists.SelectMany(l => l).Distinct().Take(MostCompared);
    }

    /// <summary>
    /// The functions of a signature that tell something. That two crashes go through main.main, which every program has, does not
    /// make them alike; with no other function in common they are the same only when their signatures are.
    /// </summary>
    private static IEnumerable<string> Functions(Signature signature)
        => signature.Parts.Skip(1).Where(f => f is not ("main" or "main.main") && !f.StartsWith("main.main.", StringComparison.Ordinal)).Distinct();
}
